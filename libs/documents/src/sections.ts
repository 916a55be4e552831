import { DOCUMENT_SECTIONS, type DocumentSection, type ProcessModel } from '#contract';
import { type Language, type Text, text, writtenBudget } from '#kernel';
import type { Facts } from './facts.js';

/** Number and title of each section that may be written. */
export const SECTIONS: Record<DocumentSection, { number: string; title: Text }> = {
  purpose: { number: '1', title: text('Mục đích', 'Purpose') },
  scope: { number: '2', title: text('Phạm vi', 'Scope') },
  references: { number: '3', title: text('Tài liệu viện dẫn', 'References') },
  definitions: { number: '4', title: text('Định nghĩa, viết tắt', 'Definitions and abbreviations') },
  conditions: { number: '5.1', title: text('Điều kiện thực hiện', 'Conditions') },
  sets: { number: '5.3', title: text('Số lượng hồ sơ', 'Number of sets') },
  places: { number: '5.5', title: text('Nơi tiếp nhận và trả kết quả', 'Where it is handed in and returned') },
  fees: { number: '5.6', title: text('Lệ phí', 'Fees') },
  records: { number: '7', title: text('Hồ sơ lưu', 'Records kept') },
};

export interface Section {
  section: DocumentSection;
  number: string;
  title: string;
  text: string;
  /** True where nobody wrote it: it follows from the model. */
  derived: boolean;
}

export const sectionsOf = (facts: Facts, language: Language): Section[] =>
  DOCUMENT_SECTIONS.map((section) => {
    const written = facts.written.sections?.[section];
    const { number, title } = SECTIONS[section];
    return { section, number, title: title[language], text: written || DERIVED[section](facts)[language], derived: !written };
  });

/** `Luật … (chưa đối chiếu với văn bản)`: what nobody confirmed is never shown as law. */
export const basisText = (basis: ProcessModel['basis'], language: Language): string | null =>
  basis && (basis.confirmed ? basis.text : `${basis.text} (${text('chưa đối chiếu với văn bản', 'not yet checked against the text of the law')[language]})`);

const both = (write: (language: Language) => string): Text => text(write('vi'), write('en'));

const DERIVED: Record<DocumentSection, (facts: Facts) => Text> = {
  purpose: ({ model: { name } }) =>
    text(
      `Quy định trình tự, trách nhiệm và thời gian thực hiện thủ tục “${name.vi}”, bảo đảm công khai, đúng hạn và theo dõi được từng bước.`,
      `Sets out the steps, responsibilities and times of the procedure "${name.en}", so that it is open, on time and can be followed step by step.`,
    ),
  scope: ({ rows, model: { field } }) => both((language) => {
    const agencies = [...new Set(rows.flatMap(({ responsible }) => responsible.names[0] ?? []))].join(', ');
    return language === 'vi'
      ? `Áp dụng đối với tổ chức, cá nhân có yêu cầu${field ? ` thuộc lĩnh vực ${field}` : ''} và các cơ quan tham gia giải quyết: ${agencies || 'cơ quan tiếp nhận'}.`
      : `Applies to applicants${field ? ` in the field ${field}` : ''} and to the agencies that take part: ${agencies || 'the receiving agency'}.`;
  }),
  references: ({ model: { basis } }) => both((language) => ['TCVN ISO 9001:2015', basisText(basis, language)].filter(Boolean).join('\n')),
  definitions: () =>
    text(
      'UBND: Ủy ban nhân dân\nTTHC: thủ tục hành chính\nBộ phận Một cửa: bộ phận tiếp nhận hồ sơ và trả kết quả giải quyết TTHC',
      "UBND: People's Committee\nTTHC: administrative procedure\nOne-stop desk: the desk that receives dossiers and returns results",
    ),
  conditions: () => text('Theo quy định của thủ tục; không có điều kiện riêng được khai trong quy trình.', 'As the procedure provides; the process states no condition of its own.'),
  sets: () => text('01 bộ.', 'One set.'),
  places: ({ desks }) => both(() => desks.join('\n')),
  fees: () => text('Quy trình không khai mức thu; áp dụng theo quy định hiện hành tại nơi tiếp nhận.', 'The process states no fee; what is in force at the receiving desk applies.'),
  records: ({ model }) => both((language) => {
    const kept = [...model.papers, ...Object.values(model.steps).flatMap(({ papersOut }) => papersOut)].map(({ name }) => name[language]);
    const sheet = text('Nhật ký xử lý hồ sơ (sổ cái điện tử)', 'Record of the handling (electronic ledger)')[language];
    return [...new Set(kept), sheet].map((name) => `– ${name}`).join('\n');
  }),
};

/** 5.4. */
export function timeText({ model: { legalLimit, convention, firstDay, cutoff, stops } }: Facts, language: Language): string {
  if (!legalLimit) return text('Quy trình chưa nêu thời hạn giải quyết.', 'The process states no time limit.')[language];
  const counted = [
    COUNTED[convention],
    firstDay && (firstDay === 'counted' ? text(', tính cả ngày nhận', ', the day of receipt counted') : text(', không tính ngày nhận', ', the day of receipt not counted')),
    legalLimit.unit === 'same_day' && cutoff !== undefined && text(`, nhận sau ${cutoff} thì hẹn ngày làm việc tiếp theo`, `, the next working day when received after ${cutoff}`),
  ].map((one) => (one ? one[language] : '')).join('');
  const waits = Object.keys(stops).length > 0 ? text(' Không tính thời gian chờ công dân bổ sung, nộp tiền hoặc chờ cơ quan khác khi có căn cứ tạm dừng.', ' Waiting for the citizen or for others is not counted where the clock is stopped with evidence.')[language] : '';
  return `${writtenBudget(legalLimit, language)}${counted}.${waits}`;
}

const COUNTED = { exact: null, end_of_day: text(', tính đến cuối ngày', ', to the end of the day'), half_day: text(', tính đến cuối buổi làm việc', ', to the end of a half-day session') };

/** Forms of section 6: what is filled in at the steps, and the papers that the steps make. */
export function formsOf({ model }: Facts, language: Language): { code: string; name: string }[] {
  const forms = Object.entries(model.forms).map(([code, schema]) => ({
    code, name: [language === 'en' ? schema['x-title-en'] : null, schema['title']].find((name) => typeof name === 'string') ?? code,
  }));
  const papers = Object.values(model.steps).flatMap(({ papersOut }) => papersOut.map(({ code, name }) => ({ code, name: name[language] })));
  return [...new Map([...forms, ...papers].map((one) => [one.code, one])).values()];
}
