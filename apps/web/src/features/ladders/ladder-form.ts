import type { LadderView, PutLadder, Recipient, RungSpec } from '#contract';

/** A rung as it is typed; numbers are text until they are right. */
export interface TypedRung {
  rung: string;
  vi: string;
  en: string;
  unit: 'share' | 'days' | 'hours';
  amount: string;
  subjects: RungSpec['subjects'][number] | 'both';
  to: Recipient[];
  action: RungSpec['action'];
}

export const EMPTY: TypedRung = { rung: '', vi: '', en: '', unit: 'days', amount: '0', subjects: 'both', to: ['holder'], action: 'notify' };

export function typed({ rung, name, at, subjects, to, action }: RungSpec): TypedRung {
  const [unit, amount] = 'share' in at ? (['share', at.share * 100] as const) : 'days' in at ? (['days', at.days] as const) : (['hours', at.hours] as const);
  return { rung, vi: name.vi, en: name.en, unit, amount: String(amount), subjects: subjects.length > 1 ? 'both' : subjects[0]!, to, action };
}

/** Reads `0,5` as well as `0.5`; what is no number stays one that the server refuses with the field's name. */
const numberOf = (text: string): number => Number(text.trim().replace(',', '.'));

export const specOf = ({ rung, vi, en, unit, amount, subjects, to, action }: TypedRung): RungSpec => ({
  rung, name: { vi, en: en || vi }, subjects: subjects === 'both' ? ['dossier', 'task'] : [subjects], to, action,
  at: unit === 'share' ? { share: numberOf(amount) / 100 } : unit === 'days' ? { days: numberOf(amount) } : { hours: numberOf(amount) },
});

export interface TypedLadder {
  code: string;
  vi: string;
  en: string;
  quiet: boolean;
  digest: NonNullable<PutLadder['digest']>;
  rungs: TypedRung[];
  document: string;
  open: 'keep' | 'change';
}

export const formOf = (ladder: LadderView | null): TypedLadder => ({
  code: ladder?.code ?? '', vi: ladder?.name.vi ?? '', en: ladder?.name.en ?? '', quiet: ladder?.quiet ?? false, digest: ladder?.digest ?? 'none',
  rungs: ladder?.rungs.map(typed) ?? [{ ...EMPTY, rung: 'den-han', vi: 'Đến hạn', en: 'Due' }], document: '', open: 'keep',
});
