import type { CalendarChangeView, CalendarEdit, ChangeCalendar } from '#contract';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { post, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { ProblemNote } from '../../ui/states.js';
import { MovedTable } from './moved-table.js';
import { calendar } from './words.js';

const route = getRouteApi('/inside/lich');

/** What the edits would do to deadlines that run; then the order with its document. */
export function PreviewDialog({ edits, document: given = '', close }: { edits: CalendarEdit[]; document?: string; close: () => void }): ReactNode {
  const t = useWords(calendar);
  const navigate = route.useNavigate();
  const [document, setDocument] = useState(given);
  const tried = useQuery({ queryKey: ['/calendar/changes', 'try-out', edits], queryFn: () => request<CalendarChangeView>('POST', '/calendar/changes', { body: { changes: edits, document: t('preview'), dryRun: true } }), retry: false, staleTime: 0, gcTime: 0 });
  const order = useCommand((body: ChangeCalendar, key) => post<CalendarChangeView>('/calendar/changes', body, key), ({ id }) => {
    close();
    if (id) void navigate({ search: { muc: 'thay-doi', lan: id } });
  });
  const effect = tried.data;
  return (
    <CommandDialog wide title={t('preview')} submit={t('apply')} close={close} busy={order.isPending || tried.isFetching} error={order.error} run={() => order.mutate({ changes: edits, document, dryRun: false })}>
      {!effect && !tried.error && <p role="status">{t('counted')}</p>}
      <ProblemNote error={tried.error} />
      {effect && (
        <>
          <p className="note" role="status">{effect.moved.length === 0 ? t('noEffect') : t('effect', effect.counts)}</p>
          {effect.moved.length > 0 && <div style={{ maxHeight: 260, overflowY: 'auto' }} tabIndex={0} role="group" aria-label={t('preview')}><MovedTable moved={effect.moved} /></div>}
        </>
      )}
      <TextInput label={t('orderDocument')} description={t('orderHint')} required value={document} error={order.error?.at('document')} onChange={(event) => setDocument(event.currentTarget.value)} />
    </CommandDialog>
  );
}
