import type { ModificationView } from '#contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { requestedModificationsQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog, ReasonDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { Empty, Loaded } from '../../ui/states.js';
import { usePrincipal } from '../session/session.js';
import { operations } from './words.js';

/** What waits for a second person. */
export function Requests(): ReactNode {
  const t = useWords(operations);
  return (
    <div className="card list">
      <Loaded of={useQuery(requestedModificationsQuery)}>
        {({ items }) => (items.length === 0 ? <Empty title={t('noRequests')} hint={t('noRequestsHint')} /> : (
          <DataTable
            caption={t('requests')} rows={items} rowKey={(row) => row.id}
            columns={[
              { head: t('where'), kind: 'main', cell: (row) => <Link to="/ho-so/$code" params={{ code: row.dossier }} className="strong nowrap">{row.dossier}</Link> },
              { head: t('request'), cell: (row) => <Change of={row} /> },
              { head: t('reason'), cell: (row) => <span className="break">{row.reason}</span> },
              { head: t('by'), kind: 'tight', cell: (row) => <span>{row.requested.by}<span className="sub"><When at={row.requested.at} /></span></span> },
              { head: t('state'), kind: 'tight', cell: (row) => <Decide request={row} /> },
            ]}
          />
        ))}
      </Loaded>
    </div>
  );
}

/** What a request asks for, in the words of its diagram. */
export function Change({ of: { procedure, cancel, start, names } }: { of: ModificationView }): ReactNode {
  const t = useWords(operations);
  const nameOf = (element: string): string => names[element] ?? element;
  return (
    <span>
      {cancel.length > 0 && <div>{t('cancels', { elements: cancel.map(nameOf).join(', ') })}</div>}
      {start.length > 0 && <div>{t('starts', { elements: start.map(nameOf).join(', ') })}</div>}
      <span className="sub">{procedure}</span>
    </span>
  );
}

/** The second person's answer; the one who asked can only take the request back. */
export function Decide({ request }: { request: ModificationView }): ReactNode {
  const t = useWords(operations);
  const { username } = usePrincipal();
  const own = request.requested.by === username;
  const [open, setOpen] = useState<'confirm' | 'refuse' | null>(null);
  const close = (): void => setOpen(null);
  const path = at`/modifications/${request.id}/`;
  const confirm = useCommand((_: void, key) => post(`${path}confirm`, {}, key), close);
  const refuse = useCommand((reason: string, key) => post(`${path}refuse`, { reason }, key), close);
  return (
    <div className="actions">
      {!own && <Button size="compact-sm" onClick={() => setOpen('confirm')}>{t('confirm')}</Button>}
      <Button size="compact-sm" variant="subtle" color="late" onClick={() => setOpen('refuse')}>{t(own ? 'takeBack' : 'refuse')}</Button>
      {open === 'confirm' && (
        <CommandDialog title={t('confirmAsk')} submit={t('confirm')} close={close} busy={confirm.isPending} error={confirm.error} run={() => confirm.mutate()}>
          <p className="strong">{request.dossier}</p>
          <Change of={request} />
          <p>{request.reason}</p>
          <p className="sub">{t('confirmHint')}</p>
        </CommandDialog>
      )}
      {open === 'refuse' && <ReasonDialog title={t(own ? 'takeBack' : 'refuse')} submit={t(own ? 'takeBack' : 'refuse')} label={t('reason')} danger close={close} run={(reason) => refuse.mutate(reason)} busy={refuse.isPending} error={refuse.error} />}
    </div>
  );
}
