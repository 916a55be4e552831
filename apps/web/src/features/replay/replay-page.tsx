import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { diagramQuery, procedureQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { PageHead } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { ReplayPanel } from './replay-panel.js';
import { replayWords } from './words.js';

const route = getRouteApi('/inside/quy-trinh/$code/chay-lai');

/** The past against a revision: the one of the address, else the one in force. */
export function ReplayPage(): ReactNode {
  const t = useWords(replayWords);
  const { code } = route.useParams();
  const { lan } = route.useSearch();
  return (
    <Loaded of={useQuery(procedureQuery(code))}>
      {(procedure) => {
        const number = procedure.revisions.find(({ revision }) => String(revision) === lan)?.revision ?? procedure.inForce ?? procedure.revisions[0]?.revision ?? 1;
        return (
          <>
            <PageHead title={`${t('title')} · ${procedure.name}`} lead={<code>{code} #{number}</code>}><Link to="/quy-trinh/$code" params={{ code }} search={{ lan: String(number) }}>← {t('back')}</Link></PageHead>
            <OfRevision code={code} number={number} />
          </>
        );
      }}
    </Loaded>
  );
}

function OfRevision({ code, number }: { code: string; number: number }): ReactNode {
  return (
    <Loaded of={useQuery(diagramQuery(code, number))}>
      {(xml) => <ReplayPanel xml={xml} read={async () => ({ subject: { revision: { procedure: code, number } }, xml })} />}
    </Loaded>
  );
}
