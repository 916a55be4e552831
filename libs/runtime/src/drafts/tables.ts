import { Agencies } from '#access';
import { type ImportedTable, type TableHead, type Vocabulary, applyTable, importForeign, importTable, isoTable, parseBpmn, tableToBpmn } from '#bpmn';
import type { ApplyIsoTable, DrawIsoTable, DrawnIsoTableView, ForeignImportView, UnreadCell } from '#contract';
import { type Clock, type Language, type Principal, type Result, ok } from '#kernel';
import { CLOCK } from '#platform';
import { Inject, Injectable } from '@nestjs/common';
import { findingView } from '../procedure-views.js';
import { Procedures } from '../procedures.js';
import { vocabularyOf } from '../vocabulary.js';
import { DraftDoor } from './draft-door.js';

/** ISO tables and diagrams of other tools on their way in, for designers; nothing is stored. */
@Injectable()
export class Tables {
  constructor(
    @Inject(Procedures) private readonly procedures: Procedures,
    @Inject(DraftDoor) private readonly door: DraftDoor,
    @Inject(Agencies) private readonly agencies: Agencies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** An existing table: a file, or text as it was pasted. */
  async read(principal: Principal, source: Buffer | string, said: Partial<TableHead>, language: Language): Promise<Result<DrawnIsoTableView>> {
    const refused = await this.door.refuseReader(principal);
    if (refused) return refused;
    const imported = await importTable(source, await this.#vocabulary(), said);
    if (!imported.ok) return imported;
    return this.#drawn(imported.value, imported.value.head, language);
  }

  async draw(principal: Principal, { rows, head }: DrawIsoTable, language: Language): Promise<Result<DrawnIsoTableView>> {
    const refused = await this.door.refuseReader(principal);
    if (refused) return refused;
    return this.#drawn(tableToBpmn(rows, head), head, language);
  }

  async apply(principal: Principal, { bpmn, rows }: ApplyIsoTable, language: Language): Promise<Result<DrawnIsoTableView>> {
    const refused = await this.door.refuseReader(principal);
    if (refused) return refused;
    const parsed = await parseBpmn(bpmn);
    if (!parsed.ok) return parsed;
    const applied = await applyTable(parsed.value, rows);
    return applied.ok ? this.#drawn(applied.value, null, language) : applied;
  }

  async translate(principal: Principal, xml: Buffer, language: Language): Promise<Result<ForeignImportView>> {
    const refused = await this.door.refuseReader(principal);
    if (refused) return refused;
    const imported = await importForeign(xml, await this.#vocabulary());
    if (!imported.ok) return imported;
    const examined = await this.procedures.examine({ bpmn: Buffer.from(imported.value.bpmn, 'utf8') }, this.clock.now());
    if (!examined.ok) return examined;
    return ok({ ...imported.value, findings: examined.value.findings.map((one) => findingView(one, language)) });
  }

  /** The rows as they are read back from the diagram: with its elements and numbers. */
  async #drawn({ bpmn, unread }: Pick<ImportedTable, 'bpmn'> & { unread: UnreadCell[] }, head: TableHead | null, language: Language): Promise<Result<DrawnIsoTableView>> {
    const examined = await this.procedures.examine({ bpmn: Buffer.from(bpmn, 'utf8') }, this.clock.now());
    if (!examined.ok) return examined;
    const { document, model, findings, component } = examined.value;
    const rows = isoTable(document, { model, component, vocabulary: await this.#vocabulary(), language });
    return ok({ bpmn, head: head && { ...head, papers: [...(head.papers ?? [])] }, rows, unread, findings: findings.map((one) => findingView(one, language)) });
  }

  async #vocabulary(): Promise<Vocabulary> {
    return vocabularyOf(await this.agencies.directory());
  }
}
