import type { DocumentView } from '#contract';
import type { Facts } from '../facts.js';
import { writtenDay } from './layout.js';

export interface DocumentHead {
  authority: string;
  office: string;
  name: string;
  number: string;
  issue: number;
  day: string;
  objective: string;
  signatories: { title: string; signed: DocumentView['drafter'] }[];
}

export const numberOf = ({ written, procedure }: Pick<Facts, 'written' | 'procedure'>): string => written.number ?? `QT-${procedure.toUpperCase()}`;

export const objectiveOf = ({ written }: Facts): string => written.qualityObjective ?? 'Hồ sơ được giải quyết đúng hạn, đúng trình tự; mọi bước có người chịu trách nhiệm và được ghi lại.';

export const headOf = (facts: Facts): DocumentHead => ({
  authority: facts.authority, office: facts.office, name: facts.model.name.vi, number: numberOf(facts), issue: facts.written.issue ?? facts.issue,
  day: writtenDay(facts.written.revisionDate ?? facts.day), objective: objectiveOf(facts),
  signatories: [
    { title: 'SOẠN THẢO', signed: facts.signatories.drafter }, { title: 'KIỂM TRA', signed: facts.signatories.checker }, { title: 'PHÊ DUYỆT', signed: facts.signatories.approver },
  ],
});
