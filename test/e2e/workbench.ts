import type { Locator } from 'playwright-core';
import type { Visitor } from './browser.js';

/** What a designer does in the studio, said once. Every act waits for the proof that follows it. */
export class Workbench {
  constructor(private readonly visitor: Visitor) {}

  async open(): Promise<void> {
    await this.#page.locator('.djs-element').first().waitFor();
    await this.settled();
  }

  /** The steps of the table, in its order. */
  async rows(): Promise<string[]> {
    await this.settled();
    return this.#page.getByRole('textbox', { name: /^Trình tự, dòng/ }).evaluateAll((cells) => cells.filter((cell) => !cell.closest('td')!.querySelector('.row-kind')).map((cell) => (cell as HTMLTextAreaElement).value));
  }

  /** The number of the step's row; gateways and waits have rows of their own in between. */
  async numberOf(step: string): Promise<number> {
    await this.settled();
    return Number(await this.#row(step).getByRole('rowheader').innerText());
  }

  async rename(row: number, name: string): Promise<void> {
    await this.#fill(`Trình tự, dòng ${row}`, name);
  }

  async addAfter(row: number, name: string): Promise<void> {
    await this.proving(() => this.#page.getByRole('button', { name: `Thêm dòng sau dòng ${row}` }).click());
    await this.#page.getByLabel(`Trình tự, dòng ${row + 1}`, { exact: true }).waitFor();
    await this.rename(row + 1, name);
  }

  async giveTo(row: number, agency: string, role?: string): Promise<void> {
    await this.#page.getByRole('button', { name: new RegExp(`^Cơ quan, dòng ${row}:`) }).click();
    await this.proving(async () => {
      await this.#page.getByLabel(`Cơ quan, dòng ${row}`, { exact: true }).selectOption({ label: agency });
    });
    if (role) await this.proving(async () => void (await this.#page.getByLabel(`Vị trí, dòng ${row}`, { exact: true }).selectOption({ label: role })));
    await this.#page.keyboard.press('Escape');
  }

  async allow(row: number, days: string): Promise<void> {
    await this.#fill(`Thời gian, dòng ${row}`, days);
  }

  async remove(step: string): Promise<void> {
    await this.proving(() => this.#row(step).getByRole('button', { name: /^Xoá dòng/ }).click());
  }

  /** Chooses the step on the canvas, by its row. */
  async choose(step: string): Promise<void> {
    await this.#row(step).getByRole('rowheader').click();
  }

  async insert(template: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Mẫu ▾' }).click();
    await this.proving(() => this.#page.locator('.studio-menu-list').getByRole('button', { name: new RegExp(`^${template}`) }).click());
  }

  /** Takes an element from the palette and drops it on the flow that leads on from the step. */
  async dropOnFlow(kind: string, step: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Vừa khung' }).click();
    await this.choose(step);
    const box = (await this.#element(step).boundingBox())!;
    const [x, y] = [box.x + box.width + 14, box.y + box.height / 2];
    await this.#page.locator('.djs-palette').getByRole('button', { name: kind, exact: true }).click();
    await this.#page.mouse.move(x - 60, y - 90);
    await this.#page.mouse.move(x, y, { steps: 8 });
    await this.proving(() => this.#page.mouse.click(x, y));
  }

  /** Makes the first gateway one of another kind, by its menu. */
  async changeGateway(to: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Vừa khung' }).click();
    await this.#chooseNothing();
    await (await this.#firstGateway()).click({ force: true });
    await this.#page.locator('.djs-context-pad [data-action="replace"]').click();
    await this.proving(() => this.#page.locator('.djs-popup').getByText(to, { exact: true }).click());
  }

  async limit(days: string): Promise<void> {
    await this.#page.getByRole('tab', { name: 'Thuộc tính' }).click();
    await this.#chooseNothing();
    await this.proving(async () => {
      await this.#page.getByLabel('Thời hạn theo quy định').fill(days);
      await this.#page.keyboard.press('Tab');
    });
  }

  async finding(rule: string): Promise<Locator> {
    await this.#page.getByRole('tab', { name: /Kiểm chứng/ }).click();
    const finding = this.#page.locator('.proof-panel li').filter({ has: this.#page.locator(`a[href$="/quy-tac/${rule}"]`) }).first();
    await finding.waitFor();
    return finding;
  }

  async proved(rule: string): Promise<void> {
    await this.#page.getByRole('tab', { name: /Kiểm chứng/ }).click();
    await this.#page.locator(`.proof-panel a[href$="/quy-tac/${rule}"]`).waitFor({ state: 'detached' });
  }

  async kept(): Promise<void> {
    await this.#page.locator('[data-keeping="saved"]').waitFor();
  }

  async settled(): Promise<void> {
    await this.#page.locator('.studio[data-proved="true"]').waitFor();
  }

  /** A click on what is chosen already would take it back; an empty place of the canvas stands for the whole procedure. */
  async #chooseNothing(): Promise<void> {
    await this.#page.locator('.djs-container > svg').click({ position: { x: 400, y: 12 } });
  }

  /** Does something that changes the drawing, and waits until the change is proved. */
  async proving(act: () => Promise<void>): Promise<void> {
    await this.settled();
    const proof = this.#page.waitForResponse((response) => response.url().endsWith('/api/v1/proofs') && response.status() === 200);
    await act();
    await proof;
    await this.settled();
  }

  get #page(): Visitor['page'] {
    return this.visitor.page;
  }

  #row(step: string): Locator {
    return this.#page.getByRole('row').filter({ has: this.#page.locator('textarea', { hasText: step }) });
  }

  #element(name: string): Locator {
    return this.#page.locator('.djs-element.djs-shape').filter({ hasText: name }).last();
  }

  /** The gateway that stands furthest left: the one that splits. */
  async #firstGateway(): Promise<Locator> {
    const gateways = await this.#page.locator('.djs-element[data-element-id^="Gateway_"]').filter({ has: this.#page.locator('polygon') }).all();
    const placed = await Promise.all(gateways.map(async (gateway) => ({ gateway, x: (await gateway.boundingBox())!.x })));
    return placed.toSorted((a, b) => a.x - b.x)[0]!.gateway;
  }

  async #fill(label: string, text: string): Promise<void> {
    await this.proving(async () => {
      const cell = this.#page.getByLabel(label, { exact: true });
      await cell.fill(text);
      await cell.press('Enter');
    });
  }
}
