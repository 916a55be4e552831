import { chain, end, procedure, start, user } from './diagram.js';
import { TestProduct, WHO } from './product.js';

/*
 * A short procedure with a signed result, and what an officer does in it. The simulated clock starts on Monday 05/01/2026, 07:00; a working day is
 * 8 hours, 07:00–11:30 and 13:30–17:00.
 */

export const HEAD = WHO.deskHead;
export const COMMUNE_HEAD = 'xa-khanh-phu.lanh-dao';
export const TAX_HEAD = 'ct-khanh-vinh.lanh-dao';

const made = (xml: string): string => xml.replace('role="lanh-dao" budget', 'role="lanh-dao" signature="true" budget');

/** Received, worked on by tax, signed with its result, resolved before it is handed out. */
export const SIGNED = made(
  procedure(
    'ky-ket-qua',
    start('s') + user('nhan', { budget: 1 }) + user('thue', { agency: 'tax', role: 'chuyen-vien', budget: 1 }) + user('ky', { role: 'lanh-dao', budget: 1, papers: ['ket-qua'] }) + user('tra', { budget: 1, milestone: 9 }) + end('e') +
      chain('s', 'nhan', 'thue', 'ky', 'tra', 'e'),
    { limit: 10, papers: ['don', 'ban-do', 'giay-to'] },
  ),
);

export interface Alert {
  id: string;
  rule: string;
  state: string;
  dossier: string | null;
  agency: string;
  persons: { username: string }[];
  summary: string;
  severity: string;
  owner: string;
}

export class Scene {
  /** Digest of a result that was scanned once. */
  #file = '';

  constructor(readonly product: TestProduct) {}

  static async open(): Promise<Scene> {
    const product = await TestProduct.open();
    await product.publish(SIGNED);
    const scene = new Scene(product);
    await scene.#scan();
    return scene;
  }

  async receive(more: object = {}): Promise<string> {
    return this.product.receive('ky-ket-qua', { papers: ['don', 'ban-do'], ...more });
  }

  /** Completes steps one after the other, with the file of the result where one is made. */
  async work(code: string, ...elements: string[]): Promise<void> {
    for (const element of elements) await this.product.complete(code, element, element === 'ky' ? { papers: [{ code: 'ket-qua', file: this.#file }] } : {});
  }

  post(who: string, path: string, body: object = {}) {
    return this.product.as(who).post(path, body);
  }

  async stop(code: string, more: object = {}): Promise<void> {
    (await this.post(WHO.desk, `/dossiers/${code}/stop`, { kind: 'supplement', reason: 'Thiếu giấy tờ', evidence: { document: '12/BPTNTKQ', papers: ['Giấy ủy quyền'] }, ...more })).expect(200);
  }

  async resume(code: string, more: object = {}): Promise<void> {
    (await this.post(WHO.desk, `/dossiers/${code}/resume`, { evidence: 'Công dân đã nộp', ...more })).expect(200);
  }

  async deliver(code: string): Promise<void> {
    (await this.post(WHO.desk, `/dossiers/${code}/deliveries`, { form: 'form-02', how: 'direct', proof: 'Ký nhận trên liên lưu' })).expect(200);
  }

  /** Has the guards look at everything there is: the evening comes. */
  async evening(): Promise<void> {
    const { now } = (await this.product.anyone.get('/simulation/clock')).expect(200) as { now: string };
    const today = `${now.slice(0, 10)}T18:00:01+07:00`;
    await this.product.moveTo(new Date(now) < new Date(today) ? today : new Date(new Date(today).getTime() + 86_400_000).toISOString());
  }

  /** Every alert about a dossier, or of all, as the chairman sees them. */
  async alerts(query = ''): Promise<Alert[]> {
    return (await this.product.as(WHO.chairman).get(`/alerts?limit=200${query}`)).expect(200).items as Alert[];
  }

  async rulesOf(dossier: string): Promise<string[]> {
    return (await this.alerts(`&dossier=${dossier}`)).map(({ rule }) => rule).sort();
  }

  /** By way of another dossier: a paper's scan is stored by its digest. */
  async #scan(): Promise<void> {
    const code = await this.receive();
    const body = new FormData();
    body.set('code', 'giay-to');
    body.set('file', new Blob(['%PDF-1.4 kết quả'], { type: 'application/pdf' }), 'ket-qua.pdf');
    (await this.product.as(WHO.desk).post(`/dossiers/${code}/papers`, body)).expect(201);
    const [row] = await this.product.database.dataSource.query<{ file_digest: string }[]>(`select file_digest from paper where dossier = $1 and code = 'giay-to'`, [code]);
    this.#file = row!.file_digest;
  }
}
