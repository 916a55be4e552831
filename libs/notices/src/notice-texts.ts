import type { DomainEvents } from '#contract';
import { type Text, localDate, text, toIso } from '#kernel';

/*
 * What officers read in the application. Bodies name the dossier by its code and agencies by name, never a citizen: a notice reaches
 * everybody who holds the role.
 */

type Rung = DomainEvents['rung.fired'];

/** `09:00 ngày 26/02/2026`, in the product's zone. */
export const when = (at: Date): Text => {
  const [year, month, day] = localDate(at).split('-');
  const clock = toIso(at).slice(11, 16);
  return text(`${clock} ngày ${day}/${month}/${year}`, `${clock} on ${day}/${month}/${year}`);
};

/** A rung speaks of a deadline that approaches, is reached or has passed, and of what is wanted of the reader. */
const MINUTE = 60_000;

export function rungText({ dossier, at, dueAt, subject, name, action }: Rung): Text {
  // A wake-up fires a little after its instant: to the minute, "due" is still true.
  const standing = at < dueAt ? text('sắp đến hạn', 'is nearly due') : at.getTime() - dueAt.getTime() < MINUTE ? text('đến hạn', 'is due') : text('đã quá hạn', 'is overdue');
  const what = subject === 'dossier' ? text('', '') : text(`: việc “${name.vi}”`, `: the task “${name.en}”`);
  const wanted = WANTED[action] ?? text('', '');
  const due = when(dueAt);
  return text(`Hồ sơ ${dossier.code}${what.vi} ${standing.vi} (hạn ${due.vi}).${wanted.vi}`, `Dossier ${dossier.code}${what.en} ${standing.en} (due at ${due.en}).${wanted.en}`);
}

const WANTED: Record<string, Text> = {
  apologise: text(' Nếu không kịp, cần gửi văn bản xin lỗi và hẹn lại trước khi hết hạn.', ' If it cannot be kept, the apology with a new date must be sent before it is due.'),
  reassign: text(' Việc đã được thu hồi để người khác nhận.', ' The task was taken back for somebody else to take up.'),
  raise_priority: text(' Đề nghị ưu tiên làm trước.', ' Please put it first.'),
  call: text(' Đã đưa vào danh sách cần gọi điện.', ' It is on the list of calls.'),
  escalate: text(' Đề nghị lãnh đạo chỉ đạo xử lý.', ' The superior is asked to act.'),
};

export const snoozeText = ({ dossier, subject, name, at, dueAt }: DomainEvents['snooze.ended']): Text => {
  const what = subject === 'dossier' ? text('', '') : text(`: việc “${name.vi}”`, `: the task “${name.en}”`);
  const standing = at > dueAt ? text('đã quá hạn', 'is overdue') : text('chưa xong', 'is not done');
  return text(`Nhắc lại theo yêu cầu: hồ sơ ${dossier.code}${what.vi} ${standing.vi} (hạn ${when(dueAt).vi}).`, `As you asked, again: dossier ${dossier.code}${what.en} ${standing.en} (due at ${when(dueAt).en}).`);
};

export const alertText = (title: Text, dossier: string | null): Text =>
  text(`Cảnh báo mới cần xem: ${title.vi}${dossier === null ? '' : `, hồ sơ ${dossier}`}.`, `New alert to be looked at: ${title.en}${dossier === null ? '' : `, dossier ${dossier}`}.`);

/** Says nothing of what is suspected. */
export const askedText = (dossier: string | null): Text =>
  text(`Cấp trên đề nghị bạn giải trình${dossier === null ? '' : ` về hồ sơ ${dossier}`}. Xem mục Cảnh báo, phần Giải trình.`, `You are asked for an explanation${dossier === null ? '' : ` about dossier ${dossier}`}. See Alerts, Explanations.`);

export const apologyText = ({ dossier, appointment }: DomainEvents['apology.sent']): Text =>
  text(`Đã gửi văn bản xin lỗi về hồ sơ ${dossier.code}, hẹn lại ${when(appointment).vi}.`, `The apology for dossier ${dossier.code} was sent; the new appointment is ${when(appointment).en}.`);

const CONTESTED: Record<DomainEvents['attribution.contested']['what'], (agency: Text, by: Text) => Text> = {
  filed: ({ vi, en }) => text(`${vi} kiến nghị về phần chậm bị tính, đề nghị xem xét, quyết định.`, `${en} contests its share of the lateness; a decision is asked for.`),
  withdrawn: ({ vi, en }) => text(`${vi} đã rút kiến nghị về phần chậm.`, `${en} has withdrawn its contest.`),
  accepted: ({ vi, en }, by) => text(`kiến nghị của ${vi} về phần chậm được chấp nhận${by.vi}; phần của từng cơ quan đã thay đổi.`, `the contest of ${en} was accepted${by.en}; the shares have changed.`),
  rejected: ({ vi, en }, by) => text(`kiến nghị của ${vi} về phần chậm không được chấp nhận${by.vi}.`, `the contest of ${en} was rejected${by.en}.`),
};

export function contestText({ dossier, what, document }: DomainEvents['attribution.contested'], agency: Text): Text {
  const told = CONTESTED[what](agency, document === null ? text('', '') : text(` (${document})`, ` (${document})`));
  return text(`Hồ sơ ${dossier.code}: ${told.vi}`, `Dossier ${dossier.code}: ${told.en}`);
}

/** Several reminders in one; the bodies as each would have been told. */
export const digestText = (bodies: readonly Text[]): Text =>
  text(`${bodies.length} lời nhắc:\n${bodies.map(({ vi }) => `– ${vi}`).join('\n')}`, `${bodies.length} reminders:\n${bodies.map(({ en }) => `– ${en}`).join('\n')}`);

/** For the desk that answers to the citizen: another agency let its step's limit pass. */
export const breachText = ({ dossier, name, dueAt }: DomainEvents['deadline.breached'], agency: Text): Text =>
  text(
    `Hồ sơ ${dossier.code}: việc “${name.vi}” tại ${agency.vi} đã quá hạn (hạn ${when(dueAt).vi}).`,
    `Dossier ${dossier.code}: the task “${name.en}” at ${agency.en} is overdue (due at ${when(dueAt).en}).`,
  );

const STATE_TEXTS: Partial<Record<number, (code: string) => Text>> = {
  7: (code) => text(`Công dân đã rút hồ sơ ${code}.`, `The citizen has withdrawn dossier ${code}.`),
  8: (code) => text(`Hồ sơ ${code} đã dừng xử lý, cần thông báo cho công dân.`, `Dossier ${code} was stopped; the citizen has to be told.`),
  9: (code) => text(`Hồ sơ ${code} đã có kết quả, cần mời công dân đến nhận.`, `Dossier ${code} has its result; the citizen is to be called.`),
};

/** For the receiving desk; null where the state asks nothing of it. */
export const stateText = ({ dossier, to }: DomainEvents['dossier.state']): Text | null => STATE_TEXTS[to]?.(dossier.code) ?? null;

export const submissionText = ({ portalCode, dueAt, stage }: DomainEvents['submission.due']): Text =>
  stage === 'warning'
    ? text(`Hồ sơ trực tuyến ${portalCode} sắp hết hạn trả lời (hạn ${when(dueAt).vi}).`, `The reply to the online submission ${portalCode} is nearly due (at ${when(dueAt).en}).`)
    : text(`Hồ sơ trực tuyến ${portalCode} đã quá hạn trả lời 8 giờ làm việc (hạn ${when(dueAt).vi}).`, `The reply to the online submission ${portalCode} is overdue: eight working hours have passed (due at ${when(dueAt).en}).`);

const STOP_TEXTS: Partial<Record<string, Text>> = {
  supplement: text('chờ công dân bổ sung giấy tờ', 'waiting for the citizen to supplement papers'),
  payment: text('chờ công dân thực hiện nghĩa vụ tài chính', 'waiting for the citizen to pay'),
};

export const stopText = ({ dossier, kind, reason }: DomainEvents['clock.stopped']): Text => {
  const why = STOP_TEXTS[kind] ?? text(reason, reason);
  return text(`Hồ sơ ${dossier.code} tạm dừng tính hạn: ${why.vi}.`, `The clock of dossier ${dossier.code} stands: ${why.en}.`);
};

export const resumeText = ({ dossier }: DomainEvents['clock.resumed']): Text =>
  text(`Hồ sơ ${dossier.code} được tính hạn trở lại.`, `The clock of dossier ${dossier.code} runs again.`);
