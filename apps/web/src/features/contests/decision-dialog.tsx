import type { AttributionDetail, ContestView, DecideContest } from '#contract';
import { Button, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { at, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { chargedIn } from './charged-in.js';
import { contests } from './words.js';

interface Move {
  /** '' while it is not chosen. */
  to: string;
  minutes: string;
  document: string;
}

/** No agency: the part stands under its document. */
const NOBODY = '-';

/** Accepted, with the minutes that are moved, or rejected; with reasons and the number of the decision. */
export function DecisionDialog({ of: one, contest, close }: { of: AttributionDetail; contest: ContestView; close: () => void }): ReactNode {
  const t = useWords(contests);
  const charged = chargedIn(one, contest);
  const others = one.agencies.filter(({ agency }) => agency !== contest.agency);
  const [accept, setAccept] = useState(true);
  const [reason, setReason] = useState('');
  const [document, setDocument] = useState('');
  const [moves, setMoves] = useState<Move[]>([{ to: '', minutes: String(charged?.minutes ?? 0), document: '' }]);
  const body: DecideContest = { accept, reason, document, moves: accept ? moves.map(({ to, minutes, document: why }) => ({ to: to === NOBODY ? null : to, minutes: Number(minutes), ...(to === NOBODY && why.trim() && { document: why }) })) : [] };
  const decide = useCommand((_: void, key) => request<ContestView>('POST', at`/contests/${contest.id}/decision`, { body, key, version: contest.version }), close);
  const change = (i: number, part: Partial<Move>): void => setMoves(moves.map((move, at) => (at === i ? { ...move, ...part } : move)));
  const rest = (charged?.minutes ?? 0) - moves.reduce((sum, { minutes }) => sum + (Number(minutes) || 0), 0);
  const targets = [{ value: '', label: t('choose') }, ...others.map(({ agency, agencyName }) => ({ value: agency, label: agencyName })), { value: NOBODY, label: t('nobody') }];
  return (
    <CommandDialog wide title={t('decideTitle')} submit={t('order')} close={close} busy={decide.isPending} error={decide.error} shown={['reason', 'document']} run={() => decide.mutate()}>
      <p>{t('charged', { agency: contest.agencyName, minutes: charged?.minutes ?? 0, time: charged?.overrun.text ?? '–' })} {t('once')}</p>
      <NativeSelect label={t('outcome')} value={accept ? 'accept' : 'reject'} onChange={(event) => setAccept(event.currentTarget.value === 'accept')} data={[{ value: 'accept', label: t('accept') }, { value: 'reject', label: t('reject') }]} data-autofocus />
      {accept && (
        <fieldset className="stack" style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="strong" style={{ padding: '6px 0' }}>{t('moves')}</legend>
          {moves.map((move, i) => (
            <div key={i} className="filters" style={{ marginBottom: 0 }}>
              <NativeSelect className="wide" label={t('moveTo')} required value={move.to} onChange={(event) => change(i, { to: event.currentTarget.value })} data={targets} />
              <TextInput label={t('minutes')} required inputMode="numeric" pattern="\d{1,7}" value={move.minutes} onChange={(event) => change(i, { minutes: event.currentTarget.value })} />
              {move.to === NOBODY && <TextInput className="wide" label={t('moveDocument')} required maxLength={300} value={move.document} onChange={(event) => change(i, { document: event.currentTarget.value })} />}
              {moves.length > 1 && <Button className="fit" style={{ padding: '0 12px' }} variant="default" aria-label={t('removeMove', { count: i + 1 })} onClick={() => setMoves(moves.filter((_, at) => at !== i))}>✕</Button>}
            </div>
          ))}
          <div className="actions"><Button size="xs" variant="default" onClick={() => setMoves([...moves, { to: '', minutes: String(Math.max(0, rest)), document: '' }])}>{t('addMove')}</Button><span className="sub" role="status">{t('rest', { minutes: rest })}</span></div>
        </fieldset>
      )}
      <Textarea label={t('decisionReason')} required autosize={false} rows={3} maxLength={2000} value={reason} error={decide.error?.at('reason')} onChange={(event) => setReason(event.currentTarget.value)} />
      <TextInput label={t('decisionDocument')} required maxLength={300} value={document} error={decide.error?.at('document')} onChange={(event) => setDocument(event.currentTarget.value)} />
    </CommandDialog>
  );
}
