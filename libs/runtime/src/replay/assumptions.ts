import { type Text, text } from '#kernel';
import { ASSUMED } from './draws.js';
import type { Observed } from './observe.js';
import type { yearlyVolume } from './receipts.js';
import type { Brought } from './prepare.js';
import { modelsOf } from './subject.js';

const vi = (value: number): string => value.toLocaleString('vi-VN');

/** Everything that was not seen but taken for granted, told with the result. */
export function assumptionsOf(brought: Pick<Brought, 'subjects' | 'observed'>, { volume, left }: { volume: { given: number | null; said: ReturnType<typeof yearlyVolume> } | null; left: boolean }): Text[] {
  const [low, mode, high] = ASSUMED.work;
  const unseen = unseenSteps(brought);
  const told: Text[] = [];
  if (volume) told.push(volumeText(volume));
  if (left) told.push(text('Chỉ lấy 20 000 hồ sơ gần nhất của thời kỳ', 'Only the latest 20,000 dossiers of the period are taken'));
  if (unseen > 0) told.push(text(`${unseen} bước chưa có số liệu: thời gian làm lấy theo tam giác ${vi(low)} – ${vi(mode)} – ${vi(high)} lần thời hạn của bước`, `${unseen} steps have no past: their time is triangular over ${low} – ${mode} – ${high} times the budget of the step`));
  if (brought.observed.acknowledgement.size === 0) told.push(text(`Xác nhận đã nhận: ${vi(ASSUMED.acknowledgement[0])} – ${vi(ASSUMED.acknowledgement[1])} – ${vi(ASSUMED.acknowledgement[2])} giờ làm việc`, `Acknowledging a hand-over: ${ASSUMED.acknowledgement.join(' – ')} working hours`));
  if (brought.observed.stops.size === 0) told.push(text(`Người dân, cơ quan ngoài trả lời sau ${ASSUMED.answer.join(' – ')} ngày`, `Citizens and others answer after ${ASSUMED.answer.join(' – ')} days`));
  return [...told, ...ALWAYS];
}

const ALWAYS: readonly Text[] = [
  text(`Thời gian của một bước gồm cả lúc hồ sơ chờ bên cạnh việc khác. Phần cán bộ phải cầm tay làm được tính sao cho, với lượng hồ sơ này, không ai bận quá ${ASSUMED.load * 100} % giờ làm việc`, `The time of a step includes when the dossier lies beside other work. The part for which an officer has hands on it is such that, with these dossiers, nobody is busy for more than ${ASSUMED.load * 100} % of the opening hours`),
  text('Mỗi người làm một việc một lúc, theo thứ tự đến; số người lấy theo danh bạ hôm nay; chỉ tính hồ sơ của thủ tục này', 'Everybody does one thing at a time, first come first served; as many people as the directory has today; only dossiers of this procedure count'),
  text('Đầu kỳ chưa có hồ sơ tồn. Thông điệp ở sự kiện biên không xảy ra; thay đổi riêng của xã không được tính', 'There is no backlog at the beginning. Messages at boundary events do not come; local changes of adopting agencies are not counted'),
];

function volumeText({ given, said }: { given: number | null; said: ReturnType<typeof yearlyVolume> }): Text {
  if (given !== null) return text(`Chưa có hồ sơ cũ: sinh ${vi(given)} hồ sơ một năm như yêu cầu, rải đều trong giờ làm việc, chia đều cho các nơi nhận`, `There is no past: ${given} dossiers a year as asked, spread evenly over the opening hours and the receiving agencies`);
  return text(`Chưa có hồ sơ cũ: sinh ${vi(said.dossiers)} hồ sơ một năm (${said.why.vi}), rải đều trong giờ làm việc, chia đều cho các nơi nhận`, `There is no past: ${said.dossiers} dossiers a year (${said.why.en}), spread evenly over the opening hours and the receiving agencies`);
}

function unseenSteps({ subjects, observed }: { subjects: Brought['subjects']; observed: Observed }): number {
  const subject = subjects.find(({ variant }) => variant === 'draft') ?? subjects[0];
  const steps = subject ? modelsOf(subject.part).flatMap(({ steps: ofModel }) => Object.keys(ofModel)) : [];
  return steps.filter((element) => !observed.work.has(element)).length;
}
