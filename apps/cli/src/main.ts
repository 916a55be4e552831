import { Command } from 'commander';
import { die } from './fatal.js';

/** Commands are loaded when called, so that `--help` needs no database driver. */
const program = new Command('lienthong').description('Liên Thông: một cửa liên thông / linked one-stop administration');

program
  .command('serve')
  .description('Chạy sản phẩm / run the product')
  .action(async () => (await import('./commands/serve.js')).serve());

program
  .command('migrate')
  .description('Cập nhật cấu trúc cơ sở dữ liệu / bring the database schema up to date')
  .action(async () => (await import('./commands/migrate.js')).migrateDatabase());

program
  .command('seed')
  .description('Nạp huyện mẫu và các quy trình / load the sample district and its procedures')
  .action(async () => (await import('./commands/seed.js')).seed());

program
  .command('schema')
  .description('Ghi migrations/schema.sql / write migrations/schema.sql')
  .option('--check', 'chỉ so sánh / only compare')
  .action(async (options: { check?: boolean }) => (await import('./commands/schema.js')).schema(options));

program
  .command('openapi')
  .description('Ghi docs/openapi.json / write docs/openapi.json')
  .option('--check', 'chỉ so sánh / only compare')
  .action(async (options: { check?: boolean }) => (await import('./commands/openapi.js')).openapi(options));

program
  .command('verify-ledger')
  .description('Kiểm tra toàn bộ sổ cái / verify every chain of the ledger')
  .option('--checkpoints <file>', 'các mốc đã ký giữ ở nơi khác / signed checkpoints kept elsewhere')
  .action(async (options: { checkpoints?: string }) => (await import('./commands/verify-ledger.js')).verifyLedger(options));

program
  .command('checkpoint')
  .description('Ký mốc sổ cái và in ra để lưu nơi khác / sign a checkpoint of the ledger and print it')
  .action(async () => (await import('./commands/verify-ledger.js')).checkpoint());

program
  .command('upkeep')
  .description('Xóa ngay dữ liệu kỹ thuật đã hết hạn lưu / remove at once what has been over for long enough')
  .action(async () => (await import('./commands/upkeep.js')).upkeep());

const procedures = program.command('procedures').description('Quy trình / procedures');
procedures
  .command('lint <sources...>')
  .description('Kiểm tra tệp BPMN, thư mục hay gói .zip / find what is wrong in a BPMN file, folder or bundle')
  .option('--json', 'kết quả dạng JSON / as JSON')
  .action(async (sources: string[], options: { json?: boolean }) => (await import('./commands/prove-procedure.js')).lint(sources, options));
procedures
  .command('prove <sources...>')
  .description('Chứng minh đầy đủ, kèm đường dài nhất và phản ví dụ / prove in full, with longest path and counter-examples')
  .option('--json', 'kết quả dạng JSON / as JSON')
  .action(async (sources: string[], options: { json?: boolean }) => (await import('./commands/prove-procedure.js')).proveOut(sources, options));
procedures
  .command('diff <a> <b>')
  .description('So sánh hai bản quy trình / compare two versions of a procedure')
  .option('--json', 'kết quả dạng JSON / as JSON')
  .option('--lang <vi|en>', 'ngôn ngữ / language', 'vi')
  .action(async (a: string, b: string, options: { json?: boolean; lang?: string }) => (await import('./commands/diff-procedures.js')).diff(a, b, options));
procedures
  .command('import <source>')
  .description('Nhập tệp BPMN, thư mục hay gói .zip làm bản thảo / import a BPMN file, folder or bundle as a draft')
  .requiredOption('--as <username>', 'tài khoản soạn thảo / the drafter')
  .action(async (source: string, options: { as: string }) => (await import('./commands/procedures.js')).importProcedure(source, options));
procedures
  .command('export <code> <revision> <target>')
  .description('Xuất một bản ra thư mục, hoặc gói .zip / write a revision into a folder or a bundle (.zip)')
  .action(async (code: string, revision: string, target: string) => (await import('./commands/procedures.js')).exportRevision(code, revision, target));
procedures
  .command('publish <source> [revision]')
  .description('Ban hành một bản đã phê duyệt (mã và lần), hoặc trình một thư mục, gói .zip / publish an approved revision (code and number), or hand in a folder or bundle')
  .requiredOption('--as <username>', 'tài khoản soạn thảo, ban hành / the drafter and publisher')
  .option('--checked-by <username>', 'người kiểm tra / the checker')
  .option('--approved-by <username>', 'người phê duyệt / the approver')
  .option('--from <instant>', 'ngày hiệu lực / effective date')
  .action(async (source: string, revision: string | undefined, options: { as: string; from?: string; checkedBy?: string; approvedBy?: string }) =>
    (await import('./commands/procedures.js')).publish(source, revision, options));

const registers = program.command('registers').description('Sổ theo dõi của hệ thống khác / registers of other systems');
registers
  .command('import <file>')
  .description('Kiểm tra sổ .xlsx hoặc CSV từng dòng, và áp dụng nếu muốn / judge a register (.xlsx, CSV) row by row, and apply it if wanted')
  .requiredOption('--agency <code>', 'sổ của cơ quan / whose register')
  .requiredOption('--as <username>', 'người nhập / who imports it')
  .option('--apply', 'ghi các dòng được nhận / write what is accepted')
  .action(async (file: string, options: { agency: string; as: string; apply?: boolean }) => (await import('./commands/registers.js')).importRegister(file, options));

program
  .command('simulate')
  .description('Mô phỏng một năm làm việc của huyện / simulate a year of the district')
  .option('--dossiers <n>', 'số hồ sơ / number of dossiers', '1000')
  .option('--from <date>', 'từ ngày / from')
  .option('--to <date>', 'đến ngày / to')
  .option('--supplements <share>', 'tỷ lệ phải bổ sung / share that needs a supplement', '0.1')
  .option('--late <share>', 'tỷ lệ bước làm muộn / share of steps done late', '0.05')
  .option('--storms <n>', 'số cơn bão / number of storms', '1')
  .option('--seed <n>', 'hạt giống ngẫu nhiên / random seed', '1')
  .action(async (options: Record<string, string>) => (await import('./commands/simulate.js')).simulate(options));

await program.parseAsync().catch(die);
