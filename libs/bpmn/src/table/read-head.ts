import { slug } from '../read-model.js';
import type { TableHead } from './table-to-bpmn.js';
import { readTime } from './read-time.js';

const VALUE = /^\s*(?:[\d.]+\s*)?(?:[:.-]\s*)?/;

/** Name, code, limit and source of a procedure, from the lines of a document round its table. */
export function readHead(lines: readonly string[], said: Partial<TableHead> = {}): TableHead {
  const text = lines.map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean);
  const name = said.name ?? nameIn(text) ?? 'Quy trình nhập từ bảng';
  const limit = text.flatMap((line) => limitIn(line) ?? [])[0] ?? null;
  return {
    code: said.code ?? (slug(codeIn(text) ?? name).slice(0, 80) || 'quy-trinh-moi'),
    name,
    field: said.field ?? after(text, /lĩnh vực\s*[:.-]/iu),
    legalLimit: said.legalLimit ?? limit,
    basis: said.basis ?? basisIn(text),
    papers: said.papers ?? [],
  };
}

const after = (lines: readonly string[], label: RegExp): string | null => {
  for (const [index, line] of lines.entries()) {
    const match = label.exec(line);
    if (!match) continue;
    const rest = line.slice(match.index + match[0].length).replace(VALUE, '').trim();
    return (rest || lines[index + 1] || '').slice(0, 300) || null;
  }
  return null;
};

const codeIn = (lines: readonly string[]): string | null => {
  const said = after(lines, /mã (hiệu|số|quy trình|thủ tục|hoá|hóa)?\s*[:.-]/iu) ?? after(lines, /ký hiệu\s*[:.-]/iu);
  return /^[\p{L}\d][\p{L}\d./_-]{1,59}/u.exec(said ?? '')?.[0] ?? null;
};

function nameIn(lines: readonly string[]): string | null {
  const labelled = after(lines, /tên (quy trình|thủ tục)( hành chính)?\s*[:.-]/iu) ?? after(lines, /^thủ tục( hành chính)?\s*[:.-]/iu);
  if (labelled) return labelled;
  for (const [index, line] of lines.entries()) {
    if (!/^quy trình\b/iu.test(line)) continue;
    const own = line.replace(/^quy trình( giải quyết| thực hiện)?( thủ tục)?[\s:.-]*/iu, '').trim();
    return sentence(own.length > 3 ? own : (lines[index + 1] ?? '')) || null;
  }
  return null;
}

/** Titles in capitals become names. */
const sentence = (title: string): string => (title === title.toUpperCase() ? title.charAt(0) + title.slice(1).toLowerCase() : title).slice(0, 300);

function limitIn(line: string): TableHead['legalLimit'] {
  const match = /(thời hạn|thời gian)( giải quyết| xử lý| thực hiện)?( theo quy định| hồ sơ)?\s*(?:[:.-]|là)?\s*((?:không quá|tối đa)?\s*[\d.,½¼¾/]+\s*(?:ngày làm việc|ngày|giờ làm việc|giờ|tháng))/iu.exec(line);
  return match ? readTime(match[4] ?? '').time : null;
}

const basisIn = (lines: readonly string[]): string | null => {
  const cited = lines.flatMap((line) => /((Luật|Bộ luật|Nghị định|Thông tư|Quyết định)\s[^;]{5,250})/u.exec(line)?.[1] ?? []);
  return cited.slice(0, 3).join('; ').slice(0, 500) || null;
};
