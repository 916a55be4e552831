import { words } from '../../i18n/words.js';

export const intakeWords = words(
  {
    title: 'Tiếp nhận hồ sơ', notDesk: 'Tài khoản này không tiếp nhận hồ sơ', notDeskHint: 'Chỉ cán bộ tiếp nhận (vai trò tiep-nhan) của một cơ quan mới nhận được hồ sơ.',
    step1: 'Thủ tục', find: 'Tìm thủ tục', findHint: 'Gõ vài chữ, không cần dấu', limit: 'Thời hạn: {limit}', noProcedure: 'Không có thủ tục nào khớp.', change: 'Đổi thủ tục', agency: 'Nơi tiếp nhận', channel: 'Cách nộp', ticket: 'Số thứ tự (nếu có)', ticketAt: 'Giờ lấy số', badTime: 'Giờ và phút, ví dụ 08:30', territory: 'Xã, thị trấn nơi giải quyết', wholeTerritory: 'Không thuộc riêng xã nào', direct: 'Trực tiếp', online: 'Trực tuyến', post: 'Bưu chính',
    start: 'Hồ sơ bắt đầu từ', startHint: 'Thủ tục này bắt đầu theo nhiều cách; việc tiếp nhận thay cho sự kiện được chọn.', chooseStart: 'Chọn cách bắt đầu', unnamed: 'Chưa đặt tên', byHand: 'tiếp nhận thường', message: 'thông điệp', signal: 'tín hiệu', timer: 'đến hạn theo lịch', condition: 'điều kiện', none: 'tiếp nhận thường',
    step2: 'Người nộp hồ sơ', name: 'Họ và tên', idNumber: 'Số định danh', birthDate: 'Ngày sinh', phone: 'Điện thoại', email: 'Thư điện tử', address: 'Địa chỉ', submittedBy: 'Người nộp thay (nếu có)',
    step3: 'Thông tin của thủ tục', step4: 'Thành phần hồ sơ', paper: 'Giấy tờ', originals: 'Bản chính', copies: 'Bản sao', needed: 'bắt buộc', missing: 'Còn thiếu {count} giấy tờ bắt buộc. Nếu nhận, phải yêu cầu bổ sung một lần, đủ danh mục.', nothingListed: 'Thủ tục này không yêu cầu giấy tờ.',
    submit: 'Tiếp nhận', done: 'Đã tiếp nhận hồ sơ', code: 'Mã hồ sơ', secret: 'Mã tra cứu', due: 'Hẹn trả kết quả', print: 'In giấy tiếp nhận và hẹn trả', open: 'Mở hồ sơ', next: 'Tiếp nhận hồ sơ khác', secretHint: 'Người dân dùng mã hồ sơ và mã tra cứu để xem tiến độ, không cần tài khoản.',
  },
  {
    title: 'Receive a dossier', notDesk: 'This account does not receive dossiers', notDeskHint: 'Only a reception officer (role tiep-nhan) of an agency can receive dossiers.',
    step1: 'Procedure', find: 'Find a procedure', findHint: 'Type a few letters; accents not needed', limit: 'Time limit: {limit}', noProcedure: 'No procedure matches.', change: 'Change procedure', agency: 'Received at', channel: 'Way of filing', ticket: 'Queue ticket (if any)', ticketAt: 'Ticket drawn at', badTime: 'Hour and minute, such as 08:30', territory: 'Commune of the matter', wholeTerritory: 'No commune in particular', direct: 'In person', online: 'Online', post: 'By post',
    start: 'The dossier begins with', startHint: 'This procedure begins in several ways; the receipt stands for the event chosen.', chooseStart: 'Choose a start', unnamed: 'Without a name', byHand: 'plain receipt', message: 'message', signal: 'signal', timer: 'schedule', condition: 'condition', none: 'plain receipt',
    step2: 'Applicant', name: 'Full name', idNumber: 'Personal number', birthDate: 'Date of birth', phone: 'Telephone', email: 'E-mail', address: 'Address', submittedBy: 'Handed in by another (if any)',
    step3: 'What the procedure asks', step4: 'Papers of the dossier', paper: 'Paper', originals: 'Originals', copies: 'Copies', needed: 'required', missing: '{count} required paper is missing. If you accept, ask for it once with the complete list.|{count} required papers are missing. If you accept, ask for them once with the complete list.', nothingListed: 'This procedure asks for no papers.',
    submit: 'Receive', done: 'The dossier is received', code: 'Dossier code', secret: 'Look-up secret', due: 'Result due', print: 'Print the receipt', open: 'Open the dossier', next: 'Receive another', secretHint: 'With the code and the secret the citizen sees the progress without an account.',
  },
);
