import { NotExecutableError, readDecisions, toExecutable } from '#bpmn';
import { type Result, ok, reject, text } from '#kernel';
import { Inject, Injectable } from '@nestjs/common';
import { UnsupportedElementError, compile } from '../engine/engine.js';
import { findingView } from '../procedure-views.js';
import { type Examined, type LoadedRevision, Procedures } from '../procedures.js';
import type { Part } from './dry-run.js';

/** Procedures made ready to be run for nothing: drafts, revisions, and what they call as it is in force. */
@Injectable()
export class Parts {
  constructor(@Inject(Procedures) private readonly procedures: Procedures) {}

  /** Refused with the findings where the draft cannot be run at all. */
  async ofDraft({ model, content, findings }: Examined, at: Date): Promise<Result<Part>> {
    try {
      const executable = await toExecutable(content.bpmn.toString('utf8'));
      const compiled = compile(executable, await readDecisions({ ...executable.decisions, ...content.decisions }));
      const called = new Map<string, Part>();
      for (const code of new Set(Object.values(model.calls))) {
        const revision = await this.procedures.inForce(code, at);
        if (revision) called.set(code, await this.ofRevision(await this.procedures.load(code, revision.number)));
      }
      return ok({ model, compiled, called: (code) => called.get(code) ?? null });
    } catch (fault) {
      if (!(fault instanceof NotExecutableError) && !(fault instanceof UnsupportedElementError)) throw fault;
      const blocking = findings.filter(({ severity }) => severity === 'error');
      return reject('blocking_findings', text('Bản nháp có phần tử chưa chạy được, hãy sửa theo phần kiểm chứng', 'The draft holds something that cannot be run: mend it by the proof'), { details: { findings: blocking.map((one) => findingView(one, 'vi')) } });
    }
  }

  async ofRevision({ model, compiled, bindings }: LoadedRevision): Promise<Part> {
    const called = new Map<string, Part>();
    for (const [code, number] of Object.entries(bindings)) called.set(code, await this.ofRevision(await this.procedures.load(code, number)));
    return { model, compiled, called: (code) => called.get(code) ?? null };
  }
}
