import type { Text } from '#kernel';
import type { Fragment, FragmentPart } from './fragment.js';

const text = (vi: string, en: string): Text => ({ vi, en });

const FRIDAY = '=date and time(today() + duration("P" + string(index of(["Thursday", "Wednesday", "Tuesday", "Monday", "Sunday", "Saturday", "Friday"], day of week(today()))[1]) + "D"), time("08:00:00+07:00"))';

const task = (id: string, name: Text, at: [number, number], attributes: Record<string, string>, papers: Pick<NonNullable<NonNullable<FragmentPart['iso']>['iso:Step']>, 'papersIn' | 'papersOut'> = {}): FragmentPart =>
  ({ id, type: 'UserTask', name, at, iso: { 'iso:Step': { attributes: { nameEn: name.en, ...attributes }, ...papers } } });

/** A wait for the citizen with the clock stopped: the answer, or the end of patience. */
const wait = (id: string, name: Text, column: number, stop: string, evidence: string, answer: { name: Text; message: string }): FragmentPart[] => [
  { id, type: 'EventBasedGateway', name, at: [column, 0], iso: { 'iso:Clock': { attributes: { stop, evidence } } } },
  { id: `${id}-answer`, type: 'IntermediateCatchEvent', name: answer.name, at: [column + 1, 0], waitsFor: { message: answer.message } },
  { id: `${id}-late`, type: 'IntermediateCatchEvent', name: text('Quá 30 ngày', 'After 30 days'), at: [column + 1, 1], waitsFor: { duration: 'P30D' } },
  { id: `${id}-end`, type: 'EndEvent', name: text('Dừng giải quyết', 'Closed'), at: [column + 2, 1], iso: { 'iso:Milestone': { attributes: { state: '8' } } } },
];

const waitFlows = (before: string, id: string) => [
  { from: before, to: id }, { from: id, to: `${id}-answer` }, { from: id, to: `${id}-late` }, { from: `${id}-late`, to: `${id}-end` },
];

/** What an administration does again and again. Agencies and budgets are a first proposal that the designer changes. */
export const FRAGMENTS: readonly Fragment[] = [
  {
    id: 'intake', name: text('Tiếp nhận', 'Intake'), hint: text('Gọi quy trình tiếp nhận chung; hồ sơ không được nhận thì kết thúc.', 'Calls the common intake; a dossier that is not accepted ends.'),
    first: 'receive', last: 'accepted',
    parts: [
      { id: 'receive', type: 'CallActivity', name: text('Tiếp nhận hồ sơ', 'Take in the dossier'), at: [0, 0], calls: 'tiep-nhan-chung' },
      { id: 'accepted', type: 'ExclusiveGateway', name: text('Được tiếp nhận?', 'Accepted?'), at: [1, 0] },
      { id: 'refused', type: 'EndEvent', name: text('Hồ sơ bị từ chối', 'Refused'), at: [2, 1] },
    ],
    flows: [{ from: 'receive', to: 'accepted' }, { from: 'accepted', to: 'refused', name: text('Từ chối', 'Refused'), condition: '=ketQuaTiepNhan = "tu-choi"' }],
  },
  {
    id: 'hand-over', name: text('Chuyển cơ quan khác, có ký nhận', 'Hand-over with acknowledgement'), hint: text('Lập phiếu chuyển; bên nhận ký nhận khi nhận việc, chờ quá 2 giờ làm việc tính cho bên nhận.', 'A transfer slip is made; taking the work acknowledges it, waiting beyond 2 working hours is the receiver’s.'),
    first: 'send', last: 'work',
    parts: [
      task('send', text('Lập phiếu chuyển hồ sơ', 'Make the transfer slip'), [0, 0], { budget: '0.25', unit: 'working_day' }, { papersOut: [{ code: 'phieu-chuyen', name: 'Phiếu chuyển hồ sơ', nameEn: 'Transfer slip' }] }),
      task('work', text('Giải quyết hồ sơ chuyển đến', 'Work on the dossier handed over'), [1, 0], { agency: 'tax', role: 'chuyen-vien', budget: '2', unit: 'working_day' }, { papersIn: [{ code: 'phieu-chuyen' }] }),
    ],
    flows: [{ from: 'send', to: 'work' }],
  },
  {
    id: 'opinions', name: text('Lấy ý kiến nhiều cơ quan', 'Opinions of several agencies'), hint: text('Gửi cùng lúc, chờ đủ ý kiến rồi mới đi tiếp.', 'Sent at once; it goes on when all have answered.'),
    first: 'split', last: 'join',
    parts: [
      { id: 'split', type: 'ParallelGateway', name: text('', ''), at: [0, 0] },
      task('commune', text('Ý kiến của UBND xã', 'Opinion of the commune'), [1, -1], { agency: 'commune', role: 'lanh-dao', budget: '2', unit: 'working_day', opinion: 'true' }),
      task('office', text('Ý kiến của phòng chuyên môn', 'Opinion of the department'), [1, 0], { agency: 'district_office:tnmt', role: 'chuyen-vien', budget: '2', unit: 'working_day', opinion: 'true' }),
      task('tax', text('Ý kiến của Chi cục Thuế', 'Opinion of the tax branch'), [1, 1], { agency: 'tax', role: 'chuyen-vien', budget: '2', unit: 'working_day', opinion: 'true' }),
      { id: 'join', type: 'ParallelGateway', name: text('', ''), at: [2, 0] },
    ],
    flows: ['commune', 'office', 'tax'].flatMap((id) => [{ from: 'split', to: id }, { from: id, to: 'join' }]),
  },
  {
    id: 'supplement', name: text('Chờ công dân bổ sung (dừng tính hạn)', 'Wait for a supplement (clock stops)'), hint: text('Ra phiếu yêu cầu bổ sung; hạn dừng khi chờ, quá 30 ngày thì dừng giải quyết.', 'A request is issued; the clock stands while waiting, after 30 days the case is closed.'),
    first: 'request', last: 'wait-answer',
    parts: [
      task('request', text('Yêu cầu bổ sung hồ sơ', 'Request a supplement'), [0, 0], { budget: '0.5', unit: 'working_day' }, { papersOut: [{ code: 'form-02', name: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', nameEn: 'Request for supplement' }] }),
      ...wait('wait', text('Chờ công dân bổ sung', 'Waiting for the citizen'), 1, 'supplement', 'form-02', { name: text('Đã bổ sung', 'Supplemented'), message: 'bo-sung-ho-so' }),
    ],
    flows: waitFlows('request', 'wait'),
  },
  {
    id: 'payment', name: text('Chờ nộp tiền (dừng tính hạn)', 'Wait for payment (clock stops)'), hint: text('Ra thông báo, hạn dừng tới khi nộp tiền.', 'A notice is issued; the clock stands until payment.'),
    first: 'notice', last: 'wait-answer',
    parts: [
      task('notice', text('Ra thông báo nghĩa vụ tài chính', 'Issue the notice of payment'), [0, 0], { agency: 'tax', role: 'chuyen-vien', budget: '1', unit: 'working_day' }, { papersOut: [{ code: 'tax-notice', name: 'Thông báo nghĩa vụ tài chính', nameEn: 'Notice of payment' }] }),
      ...wait('wait', text('Chờ công dân nộp tiền', 'Waiting for payment'), 1, 'payment', 'tax-notice', { name: text('Đã nộp tiền', 'Paid'), message: 'nop-tien' }),
    ],
    flows: waitFlows('notice', 'wait'),
  },
  {
    id: 'sign', name: text('Trình ký', 'Signature'), hint: text('Trình, lãnh đạo ký; trả lại thì làm lại bước trình.', 'Submitted and signed; if returned, it is submitted again.'),
    first: 'submit', last: 'signed',
    forms: {
      'ket-qua-ky': {
        $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Kết quả trình ký', 'x-title-en': 'Outcome of the submission', type: 'object',
        properties: { ketQuaKy: { type: 'string', title: 'Kết quả', 'x-title-en': 'Outcome', enum: ['da-ky', 'tra-lai'], 'x-enum-names': ['Đã ký', 'Trả lại'], 'x-enum-names-en': ['Signed', 'Returned'], default: 'da-ky' } },
      },
    },
    parts: [
      task('submit', text('Trình lãnh đạo ký', 'Submit for signature'), [0, 0], { budget: '0.5', unit: 'working_day' }),
      task('sign', text('Ký', 'Sign'), [1, 0], { agency: 'leadership', role: 'lanh-dao', budget: '1', unit: 'working_day', signature: 'true', form: 'ket-qua-ky' }),
      { id: 'signed', type: 'ExclusiveGateway', name: text('Đã ký?', 'Signed?'), at: [2, 0] },
    ],
    flows: [{ from: 'submit', to: 'sign' }, { from: 'sign', to: 'signed' }, { from: 'signed', to: 'submit', name: text('Trả lại', 'Returned'), condition: '=ketQuaKy = "tra-lai"', rounds: '0' }],
  },
  {
    id: 'return', name: text('Trả kết quả', 'Return of the result'), hint: text('Gọi quy trình trả kết quả chung rồi kết thúc.', 'Calls the common return of results, then ends.'),
    first: 'hand', last: 'done',
    parts: [
      { id: 'hand', type: 'CallActivity', name: text('Trả kết quả', 'Hand over the result'), at: [0, 0], calls: 'tra-ket-qua-chung' },
      { id: 'done', type: 'EndEvent', name: text('Hoàn thành', 'Done'), at: [1, 0], iso: { 'iso:Milestone': { attributes: { state: '10' } } } },
    ],
    flows: [{ from: 'hand', to: 'done' }],
  },
  {
    id: 'friday', name: text('Gom chuyển thứ Sáu', 'Friday batch'), hint: text('Chờ tới 8 giờ thứ Sáu rồi bàn giao một lần.', 'Waits until Friday 8:00, then all is handed over at once.'),
    first: 'wait', last: 'batch',
    parts: [
      { id: 'wait', type: 'IntermediateCatchEvent', name: text('Chờ thứ Sáu', 'Wait for Friday'), at: [0, 0], waitsFor: { date: FRIDAY } },
      task('batch', text('Bàn giao hồ sơ trong tuần', 'Hand over the week’s dossiers'), [1, 0], { budget: '0.5', unit: 'working_day' }),
    ],
    flows: [{ from: 'wait', to: 'batch' }],
  },
];
