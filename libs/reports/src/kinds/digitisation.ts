import { text } from '#kernel';
import { TOTAL_NAME, share } from '../table/arithmetic.js';
import type { Cell, Column } from '../table/figures.js';
import { ALL_FILTERS, type ReportDefinition, keyColumn, keyName } from './definition.js';
import { type Counted, countBy } from './dossier-facts.js';

const DOSSIERS = text('Hồ sơ tiếp nhận', 'Dossiers received');
const PAPERS = text('Thành phần hồ sơ', 'Components');
const RESULTS = text('Kết quả giải quyết', 'Results');
const column = (key: string, group: Column['group'] & object, vi: string, en: string, more: Partial<Column> = {}): Column => ({ key, group, name: text(vi, en), type: 'count', ...more });

const COLUMNS: readonly Column[] = [
  column('dossiers', DOSSIERS, 'Tổng số', 'Total', { adds: ['scanned', 'unscanned'] }),
  column('scanned', DOSSIERS, 'Đủ tệp', 'All with files'),
  column('unscanned', DOSSIERS, 'Thiếu tệp', 'Not all'),
  column('scannedShare', DOSSIERS, 'Tỷ lệ', 'Share', { type: 'share', ratio: { part: 'scanned', whole: 'dossiers' } }),
  column('papers', PAPERS, 'Tổng số', 'Total', { adds: ['files', 'paperOnly'] }),
  column('files', PAPERS, 'Có tệp', 'With file'),
  column('paperOnly', PAPERS, 'Chưa có tệp', 'Without'),
  column('fileShare', PAPERS, 'Tỷ lệ', 'Share', { type: 'share', ratio: { part: 'files', whole: 'papers' } }),
  column('results', RESULTS, 'Tổng số', 'Total', { adds: ['resultFiles', 'resultPaper'] }),
  column('resultFiles', RESULTS, 'Có tệp', 'With file'),
  column('resultPaper', RESULTS, 'Chưa có tệp', 'Without'),
  column('resultShare', RESULTS, 'Tỷ lệ', 'Share', { type: 'share', ratio: { part: 'resultFiles', whole: 'results' } }),
];

/** Papers lie beside the ledger (one of a closed compartment is not named there); `in_files` counts those taken in before the end of the period. */
const MORE = `, scans as (
  select fact.dossier, count(paper.id) filter (where direction = 'in') as papers, count(paper.id) filter (where direction = 'in' and file_digest is not null) as files,
    count(paper.id) filter (where direction = 'out' and file_digest is not null) as results
  from fact left join paper on paper.dossier = fact.dossier and paper.added_at < $2 where not fact.imported group by fact.dossier
)`;

const NEW = 'received_at >= $1';
const SOLVED = 'settled_at >= $1 and fact.state in (9, 10)';
const MEASURES = {
  dossiers: `count(distinct fact.dossier) filter (where ${NEW})`,
  scanned: `count(*) filter (where ${NEW} and papers > 0 and papers = files)`,
  unscanned: `count(*) filter (where ${NEW} and (papers = 0 or papers > files))`,
  papers: `sum(papers) filter (where ${NEW})`,
  files: `sum(files) filter (where ${NEW})`,
  paperOnly: `sum(papers - files) filter (where ${NEW})`,
  results: `count(distinct fact.dossier) filter (where ${SOLVED})`,
  resultFiles: `count(*) filter (where ${SOLVED} and scans.results > 0)`,
  resultPaper: `count(*) filter (where ${SOLVED} and scans.results = 0)`,
};

/** How much of what came in and went out exists as a file. */
export const digitisation: ReportDefinition = {
  kind: 'digitisation', withoutImported: true, form: null, title: text('Số hóa thành phần hồ sơ và kết quả giải quyết', 'Digitisation of components and results'), unit: text('hồ sơ, giấy tờ', 'dossiers, papers'),
  groupings: ['agency', 'field', 'procedure', 'officer', 'month'], filters: ALL_FILTERS, charted: true,
  read: async (tx, scope, names) => {
    const { rows, total } = await countBy(tx, scope, MEASURES, { from: 'fact join scans on scans.dossier = fact.dossier', more: MORE });
    const cells = (name: Cell, n: Counted<keyof typeof MEASURES>): Cell[] => [
      name, n.dossiers, n.scanned, n.unscanned, share(n.scanned, n.dossiers), n.papers, n.files, n.paperOnly, share(n.files, n.papers), n.results, n.resultFiles, n.resultPaper, share(n.resultFiles, n.results),
    ];
    return { columns: [keyColumn(scope.by), ...COLUMNS], rows: rows.filter(({ dossiers, results }) => dossiers + results > 0).map((row) => ({ key: row.key, cells: cells(keyName(scope.by, row.key, names), row) })), total: cells(TOTAL_NAME, total) };
  },
};
