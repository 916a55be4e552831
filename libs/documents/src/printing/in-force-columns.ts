import type { ProceduresInForce } from '#contract';
import { type Language, type Text, text, writtenBudget } from '#kernel';

/** Columns of the list, the same on paper and in the sheet. */
export const COLUMNS: readonly Text[] = [
  text('Mã', 'Code'), text('Tên quy trình', 'Procedure'), text('Lĩnh vực', 'Field'), text('Số hiệu', 'Number'), text('Lần ban hành', 'Issue'), text('Hiệu lực từ', 'In force from'), text('Người phê duyệt', 'Approved by'), text('Thời hạn', 'Limit'),
];

export const CHANGES: Record<ProceduresInForce['changes'][number]['change'], Text> = {
  new: text('Ban hành mới', 'New'), revised: text('Sửa đổi', 'Revised'), withdrawn: text('Bãi bỏ', 'Withdrawn'),
};

export const CHANGE_COLUMNS: readonly Text[] = [text('Thay đổi', 'Change'), text('Mã', 'Code'), text('Tên quy trình', 'Procedure'), text('Số hiệu', 'Number'), text('Ngày', 'Date'), text('Nội dung', 'Note')];

export const TITLE = text('Danh mục quy trình đang có hiệu lực', 'Procedures in force');

const day = (instant: string): string => instant.slice(0, 10).split('-').reverse().join('/');

export const titleOf = ({ at, quarter }: ProceduresInForce, language: Language): string => `${TITLE[language]} – ${day(at)} (${quarter.name})`;

export const inForceRow = (item: ProceduresInForce['items'][number], language: Language): string[] => [
  item.code, item.name, item.field ?? '', item.number, String(item.issue), day(item.effectiveFrom), item.approver ?? '', item.legalLimit ? writtenBudget(item.legalLimit, language) : '',
];

export const changeRow = ({ change, code, name, number, at, note }: ProceduresInForce['changes'][number], language: Language): string[] => [CHANGES[change][language], code, name, number, day(at), note ?? ''];
