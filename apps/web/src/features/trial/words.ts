import { words } from '../../i18n/words.js';

export const trialWords = words(
  {
    lead: 'Đi thử một hồ sơ trên bản đang vẽ, bằng đúng bộ máy chạy hồ sơ thật. Không lưu gì.', agency: 'Nơi tiếp nhận', choose: 'Chọn cơ quan', intake: 'Thông tin khi tiếp nhận', start: 'Cách bắt đầu', begin: 'Bắt đầu chạy thử', again: 'Làm lại từ đầu', undo: 'Bỏ thao tác cuối',
    now: 'Bây giờ', due: 'Hạn của hồ sơ', noLimit: 'không có thời hạn', stopped: 'Hạn đang dừng', late: 'Quá hạn', ended: 'Đã kết thúc: {end}', failed: 'Kết thúc vì lỗi: {end}', state: 'Trạng thái {state}',
    clock: 'Đẩy đồng hồ', hour: '+1 giờ', day: '+1 ngày', week: '+1 tuần', next: 'Tới lần hẹn kế tiếp', waits: 'Đang chờ ({count})', complete: 'Hoàn thành', fail: 'Báo lỗi', error: 'Mã lỗi', message: 'Thông điệp đến', judge: 'Xét lại điều kiện', signal: 'Phát tín hiệu', fire: 'Tới giờ hẹn',
    who: '{role}, {agency}', dueAt: 'hạn {when}', firesAt: 'hẹn {when}', guards: 'ở biên của “{name}”', inside: 'trong quy trình {code}', opinion: 'cần bút phê', signature: 'cần chữ ký', papers: 'làm ra: {papers}', stops: 'dừng tính hạn',
    user: 'Việc', job: 'Phần mềm', timer: 'Hẹn giờ', condition: 'Điều kiện', log: 'Nhật ký', when: 'Lúc', what: 'Việc xảy ra', variables: 'Dữ liệu hồ sơ', changed: 'Bản vẽ đã thay đổi từ lần chạy này.', rerun: 'Chạy lại các thao tác trên bản mới', token: 'Đang chờ: {names}',
  },
  {
    lead: 'Take one dossier through what is being drawn, on the very engine of real dossiers. Nothing is stored.', agency: 'Receiving agency', choose: 'Choose an agency', intake: 'Data at the receipt', start: 'Start', begin: 'Begin the trial', again: 'From the beginning', undo: 'Drop the last action',
    now: 'Now', due: 'Due', noLimit: 'no limit', stopped: 'The clock stands', late: 'Late', ended: 'Ended: {end}', failed: 'Ended in an error: {end}', state: 'State {state}',
    clock: 'Move the clock', hour: '+1 hour', day: '+1 day', week: '+1 week', next: 'To the next timer', waits: 'Waiting ({count})', complete: 'Complete', fail: 'Report an error', error: 'Code', message: 'The message comes', judge: 'Judge the condition again', signal: 'Send the signal', fire: 'Its time comes',
    who: '{role}, {agency}', dueAt: 'due {when}', firesAt: 'fires {when}', guards: 'at “{name}”', inside: 'in procedure {code}', opinion: 'needs an opinion', signature: 'needs a signature', papers: 'makes: {papers}', stops: 'stops the clock',
    user: 'Step', job: 'Software', timer: 'Timer', condition: 'Condition', log: 'Log', when: 'When', what: 'What happened', variables: 'Data of the dossier', changed: 'The drawing has changed since this run.', rerun: 'Do the same on the new drawing', token: 'Waiting: {names}',
  },
);

export const trialEvents = words(
  {
    received: 'Tiếp nhận hồ sơ', opened: 'Tới bước “{name}”', completed: 'Xong “{name}”', cancelled: 'Bỏ dở “{name}”', job_failed: 'Phần mềm báo lỗi {name}', message: 'Thông điệp “{name}” đến', timer: 'Tới giờ “{name}”', signal: 'Tín hiệu “{name}”', condition: 'Xét lại điều kiện “{name}”', called: 'Gọi “{name}”',
    returned: 'Quay về từ “{name}”', milestone: 'Mốc “{name}”', thrown: 'Phát “{name}”', stopped: 'Dừng tính hạn', resumed: 'Tính hạn tiếp', ended: 'Kết thúc: {name}', failed: 'Kết thúc vì lỗi: {name}',
  },
  {
    received: 'Dossier received', opened: '“{name}” reached', completed: '“{name}” done', cancelled: '“{name}” dropped', job_failed: 'Software reports {name}', message: 'Message “{name}” came', timer: 'Time of “{name}”', signal: 'Signal “{name}”', condition: 'Condition “{name}” judged', called: '“{name}” called',
    returned: 'Back from “{name}”', milestone: 'Milestone “{name}”', thrown: '“{name}” thrown', stopped: 'Clock stopped', resumed: 'Clock goes on', ended: 'Ended: {name}', failed: 'Ended in an error: {name}',
  },
);
