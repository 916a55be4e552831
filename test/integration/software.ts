import { samplePassword } from '../setup/database.js';
import { Client } from './client.js';
import { TestProduct, WHO } from './product.js';

/** A product in which agencies have accounts of software: `<agency>.he-thong`, each with the topics given. */
export async function openWithSoftware(scopes: Record<string, string[]>): Promise<TestProduct> {
  const product = await TestProduct.open();
  const { dataSource } = product.database;
  for (const agency of Object.keys(scopes)) {
    const username = `${agency}.he-thong`;
    await dataSource.query(
      `insert into account (username, name, password_hash, demo, created_at) select $1, 'Phần mềm', password_hash, true, now() from account where username = $2 on conflict do nothing`,
      [username, WHO.desk],
    );
    await dataSource.query(`insert into position (id, username, agency, role, valid_from) values (gen_random_uuid(), $1, $2, 'he-thong', '2020-01-01') on conflict do nothing`, [username, agency]);
  }
  await dataSource.query('update directory_version set version = version + 1');
  await product.restart();
  for (const [agency, topics] of Object.entries(scopes)) (await product.as(WHO.administrator).put('/job-scopes', { agency, topics })).expect(200);
  return product;
}

/** The same account from another process: a session of its own. */
export const software = (product: TestProduct, agency: string): Client => new Client(() => product.url, { username: `${agency}.he-thong`, password: samplePassword() });
