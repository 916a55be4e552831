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
  .command('lint <file>')
  .description('Kiểm tra một tệp BPMN / prove a BPMN file')
  .action(async (file: string) => (await import('./commands/procedures.js')).lint(file));
procedures
  .command('import <file>')
  .description('Nhập một tệp BPMN làm bản thảo / import a BPMN file as a draft')
  .requiredOption('--as <username>', 'tài khoản soạn thảo / the drafter')
  .action(async (file: string, options: { as: string }) => (await import('./commands/procedures.js')).importFile(file, options));
procedures
  .command('publish <code> <revision>')
  .description('Ban hành một bản đã phê duyệt / publish an approved revision')
  .requiredOption('--as <username>', 'tài khoản ban hành / the publisher')
  .option('--from <instant>', 'ngày hiệu lực / effective date')
  .action(async (code: string, revision: string, options: { as: string; from?: string }) => (await import('./commands/procedures.js')).publish(code, revision, options));

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
