import { type Language, type Text, text, toIso } from '#kernel';
import type { Names } from '../kinds/definition.js';
import { toCsv } from '../table/csv.js';
import type { Cell, Column } from '../table/figures.js';
import type { Breach } from './breach.js';

const HOUR = 3_600_000;

const COLUMNS: readonly Column[] = [
  { key: 'level', name: text('Cấp', 'Level'), type: 'text' },
  { key: 'dossier', name: text('Mã hồ sơ', 'Dossier'), type: 'text' },
  { key: 'procedure', name: text('Thủ tục', 'Procedure'), type: 'text' },
  { key: 'field', name: text('Lĩnh vực', 'Field'), type: 'text' },
  { key: 'step', name: text('Bước', 'Step'), type: 'text' },
  { key: 'agency', name: text('Cơ quan tiếp nhận', 'Received at'), type: 'text' },
  { key: 'due', name: text('Quá hạn từ', 'Late since'), type: 'instant' },
  { key: 'ended', name: text('Xong lúc', 'Done at'), type: 'instant' },
  { key: 'overrun', name: text('Quá hạn gộp (giờ làm việc)', 'Gross overrun (working hours)'), type: 'hours' },
  { key: 'net', name: text('Quá hạn ròng (giờ làm việc)', 'Net overrun (working hours)'), type: 'hours' },
  { key: 'netLate', name: text('Còn quá hạn sau khi trừ bất khả kháng', 'Late net of force majeure'), type: 'text' },
  { key: 'documents', name: text('Văn bản', 'Documents'), type: 'text' },
  { key: 'cause', name: text('Do cơ quan (phần, giờ)', 'Because of (share, hours)'), type: 'text' },
  { key: 'holder', name: text('Người giữ khi quá hạn', 'In whose hands'), type: 'text' },
  { key: 'apology', name: text('Xin lỗi', 'Apology'), type: 'text' },
  { key: 'contest', name: text('Kiến nghị về phần chậm', 'Contest of the share'), type: 'text' },
];

const LEVEL = { dossier: text('Hồ sơ', 'Dossier'), task: text('Bước', 'Step') };
const YES_NO = [text('Không', 'No'), text('Có', 'Yes')] as const;
const APOLOGY = { open: text('Chờ ký', 'To be signed'), sent: text('Đã gửi', 'Sent'), not_needed: text('Không cần', 'Not needed'), missing: text('Chưa xin lỗi', 'Left out') };

const CONTEST = { open: text('Đang xem xét', 'Open'), withdrawn: text('Đã rút', 'Withdrawn'), accepted: text('Được chấp nhận', 'Accepted'), rejected: text('Không được chấp nhận', 'Rejected') };

const hours = (ms: number): number => Math.round((ms / HOUR) * 100) / 100;
const joined = <T>(all: readonly T[], write: (one: T, language: Language) => string): Text => text(all.map((one) => write(one, 'vi')).join('; '), all.map((one) => write(one, 'en')).join('; '));

export function breachSheet(breaches: readonly Breach[], names: Names, language: Language): Buffer {
  return toCsv({ columns: COLUMNS, rows: breaches.map((one) => ({ key: one.id, cells: cellsOf(one, names) })), total: null }, language);
}

const cellsOf = (one: Breach, names: Names): Cell[] => [
  LEVEL[one.level], one.dossier, names.procedure(one.procedure), one.field, one.step, names.agency(one.agency), one.dueAt && toIso(one.dueAt), one.endedAt && toIso(one.endedAt), hours(one.overrunMs), hours(one.netOverrunMs),
  YES_NO[one.netLate ? 1 : 0], one.documents.join('; ') || null,
  joined(one.shares, ({ agency, share, overrunMs, document }, language) => `${names.agency(agency)[language]}${document ? `, ${document}` : ''} (${Math.round(share * 100)} %, ${hours(overrunMs)})`),
  joined(one.holders, ({ agency, person }, language) => `${person === null ? text('chưa ai nhận', 'nobody yet')[language] : names.person(person)} (${names.agency(agency)[language]})`),
  one.apology && APOLOGY[one.apology], one.contest && CONTEST[one.contest],
];
