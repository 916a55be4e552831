import type { SubmissionList, SubmissionView } from '#contract';
import { Button, Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { get } from '../../api/client.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { Due, When } from '../../ui/due.js';
import { PageHead, Section } from '../../ui/page.js';
import { Empty, Loaded } from '../../ui/states.js';
import { hasRole, usePrincipal } from '../session/session.js';
import { AnswerDialog, type Answering } from './answer-dialog.js';
import { RegisterDialog } from './register-dialog.js';
import { Replies } from './replies.js';
import { online } from './words.js';

const route = getRouteApi('/inside/truc-tuyen');

const PARTS = { cho: 'waiting', xong: 'answered', 'thong-ke': 'report' } as const;
type Part = keyof typeof PARTS;

/** What came over the portal: what waits for the reply of the desk, what was answered, and whether it was in time. */
export function OnlinePage(): ReactNode {
  const t = useWords(online);
  const { muc } = route.useSearch();
  const navigate = route.useNavigate();
  const receives = hasRole(usePrincipal(), 'tiep-nhan');
  const [entering, setEntering] = useState(false);
  const part: Part = muc !== undefined && muc in PARTS ? (muc as Part) : 'cho';
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')}>{receives && <Button variant="default" onClick={() => setEntering(true)}>{t('register')}</Button>}</PageHead>
      <Tabs value={part} onChange={(to) => void navigate({ search: to ? { muc: to } : {}, replace: true })} mb="sm" keepMounted={false}>
        <Tabs.List aria-label={t('parts')}>{(Object.keys(PARTS) as Part[]).map((one) => <Tabs.Tab key={one} value={one}>{t(PARTS[one])}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="cho" pt="sm"><Submissions answered={false} /></Tabs.Panel>
        <Tabs.Panel value="xong" pt="sm"><Submissions answered /></Tabs.Panel>
        <Tabs.Panel value="thong-ke" pt="sm"><Replies /></Tabs.Panel>
      </Tabs>
      {entering && <RegisterDialog close={() => setEntering(false)} />}
    </>
  );
}

function Submissions({ answered }: { answered: boolean }): ReactNode {
  const t = useWords(online);
  const [answering, setAnswering] = useState<Answering | null>(null);
  const query = useQuery({ queryKey: ['/online-submissions', answered], queryFn: ({ signal }) => get<SubmissionList>('/online-submissions', { answered, limit: 200 }, signal) });
  return (
    <Section title={t(answered ? 'answered' : 'waiting')} className="list">
      <Loaded of={query}>
        {({ items }) => (items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : (
          <DataTable
            caption={t(answered ? 'answered' : 'waiting')} rows={items} rowKey={(row) => row.id}
            columns={[
              { head: t('code'), kind: 'main', cell: (row) => <span><span className="strong nowrap">{row.portalCode}</span>{row.applicantName && <span className="sub">{row.applicantName}</span>}</span> },
              { head: t('procedure'), cell: (row) => <span>{row.procedureName}<span className="sub">{row.agencyName}</span></span> },
              { head: t('submitted'), kind: 'tight', cell: (row) => <When at={row.submittedAt} /> },
              { head: t('replyDue'), kind: 'tight', cell: (row) => <Reply of={row} /> },
              answered
                ? { head: t('answer'), kind: 'tight', cell: (row) => <Answer of={row} /> }
                : { head: t('work'), kind: 'tight', cell: (row) => <Buttons of={row} choose={setAnswering} /> },
            ]}
          />
        ))}
      </Loaded>
      {answering && <AnswerDialog answering={answering} close={() => setAnswering(null)} />}
    </Section>
  );
}

/** While it waits, the working time left or over; afterwards how long it took, and whether that was in time. */
function Reply({ of: { answer, replyDueAt, submittedAt, left, late, used } }: { of: SubmissionView }): ReactNode {
  const t = useWords(online);
  const said = left === null ? `${t(late ? 'late' : 'inTime')} · ${t('used', { time: used.text })}` : t(late ? 'over' : 'left', { time: left.text.replace('−', '') });
  if (answer !== null) return <span>{said}<span className="sub"><When at={replyDueAt} /></span></span>;
  return <Due due={{ dueAt: replyDueAt, startedAt: submittedAt, state: late ? 'missed' : 'running' }} left={said} />;
}

function Buttons({ of, choose }: { of: SubmissionView; choose: (answering: Answering) => void }): ReactNode {
  const t = useWords(online);
  if (!of.mayAnswer) return '–';
  return (
    <span className="actions">
      <Button size="xs" onClick={() => choose({ submission: of, how: 'accept' })}>{t('accept')}</Button>{' '}
      <Button size="xs" variant="default" onClick={() => choose({ submission: of, how: 'supplement' })}>{t('supplement')}</Button>{' '}
      <Button size="xs" variant="subtle" color="late" onClick={() => choose({ submission: of, how: 'refuse' })}>{t('refuse')}</Button>
    </span>
  );
}

function Answer({ of: { answer, dossier, reason, answeredBy } }: { of: SubmissionView }): ReactNode {
  const t = useWords(online);
  return (
    <span>
      {answer && t(answer === 'supplement' ? 'supplementTitle' : answer)} {dossier && <Link to="/ho-so/$code" params={{ code: dossier }} className="nowrap">{dossier}</Link>}
      <span className="sub">{[reason, answeredBy].filter(Boolean).join(' · ')}</span>
    </span>
  );
}
