import type { MigrateDossiers, MigrationItemState, MigrationView, ProcedureView } from '#contract';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { migrationQuery, migrationsQuery, procedureQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { PageHead, Section } from '../../ui/page.js';
import { Empty, Loaded, ProblemNote } from '../../ui/states.js';
import { procedureWords, revisionStates } from '../procedures/words.js';
import { MappingTable } from './mapping-table.js';
import { changes, itemStates } from './words.js';

const route = getRouteApi('/inside/quy-trinh/$code/chuyen-ho-so');

/** Moving running dossiers to the revision in force: what becomes of each element and each dossier, tried out before it is done. */
export function MigrationPage(): ReactNode {
  const t = useWords(changes);
  const { code } = route.useParams();
  const { dot } = route.useSearch();
  return (
    <Loaded of={useQuery(procedureQuery(code))}>
      {(procedure) => (
        <>
          <PageHead title={t('migrate')} lead={procedure.name}><Link to="/quy-trinh/$code" params={{ code }}>{t('back')}</Link></PageHead>
          {dot ? <Progress code={code} id={dot} /> : <Planning procedure={procedure} />}
          <Earlier code={code} />
        </>
      )}
    </Loaded>
  );
}

function Planning({ procedure }: { procedure: ProcedureView }): ReactNode {
  const t = useWords(changes);
  const p = useWords(procedureWords);
  const s = useWords(revisionStates);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [mapping, setMapping] = useState<NonNullable<MigrateDossiers['mapping']>>({});
  const [asking, setAsking] = useState(false);
  const numbers = procedure.revisions.filter(({ state }) => state === 'published' || state === 'superseded' || state === 'withdrawn').map(({ revision }) => revision).toSorted((a, b) => b - a);
  const to = Number(search.sang ?? procedure.inForce ?? numbers[0]);
  const from = Number(search.tu ?? numbers.find((one) => one !== to));
  const path = at`/procedures/${procedure.code}/migrations`;
  const plan = useCommand((body: MigrateDossiers, key) => post<MigrationView>(path, body, key));
  if (numbers.length < 2) return <div className="card"><Empty title={t('onlyOne')} /></div>;
  const order = (corrections: typeof mapping) => ({ from, to, ...(Object.keys(corrections).length > 0 && { mapping: corrections }) });
  const tryOut = (corrections: typeof mapping): void => plan.mutate({ ...order(corrections), document: t('tryOut'), dryRun: true });
  const correct = (old: string, fresh: string | null): void => {
    const corrected = { ...mapping, [old]: fresh };
    setMapping(corrected);
    tryOut(corrected);
  };
  const change = (which: 'tu' | 'sang', value: string): void => {
    plan.reset();
    setMapping({});
    void navigate({ search: { tu: String(from), sang: String(to), [which]: value }, replace: true });
  };
  const options = numbers.map((one) => ({ value: String(one), label: `${p('revision', { count: one })} – ${s(procedure.revisions.find(({ revision }) => revision === one)!.state)}` }));
  return (
    <>
      <p className="lead">{t('migrateLead')}</p>
      <div className="filters">
        <NativeSelect label={t('from')} value={String(from)} data={options} onChange={(event) => change('tu', event.currentTarget.value)} />
        <NativeSelect label={t('to')} value={String(to)} data={options} onChange={(event) => change('sang', event.currentTarget.value)} />
        <Button loading={plan.isPending} onClick={() => tryOut(mapping)}>{t('tryOut')}</Button>
        {plan.data && plan.data.counts.possible > 0 && <Button color="late" onClick={() => setAsking(true)}>{t('run', { count: plan.data.counts.possible })}</Button>}
      </div>
      <ProblemNote error={plan.error} />
      {plan.data && <Plan view={plan.data} mapping={mapping} correct={correct} />}
      {asking && plan.data && <RunDialog path={path} plan={plan.data} body={order(mapping)} close={() => setAsking(false)} started={(id) => void navigate({ search: { dot: id } })} />}
    </>
  );
}

interface RunProps {
  path: string;
  plan: MigrationView;
  body: Pick<MigrateDossiers, 'from' | 'to' | 'mapping'>;
  close: () => void;
  started: (id: string) => void;
}

function RunDialog({ path, plan, body, close, started }: RunProps): ReactNode {
  const t = useWords(changes);
  const [document, setDocument] = useState('');
  const run = useCommand((order: MigrateDossiers, key) => post<MigrationView>(path, order, key), (view) => { if (view.id) started(view.id); });
  const dossiers = plan.items.filter(({ state }) => state === 'possible').map(({ dossier }) => dossier);
  return (
    <CommandDialog title={t('runAsk')} submit={t('run', { count: dossiers.length })} danger close={close} busy={run.isPending} error={run.error} run={() => run.mutate({ ...body, dossiers, document, dryRun: false })}>
      <p>{t('runHint', { possible: plan.counts.possible, refused: plan.counts.refused })}</p>
      <Textarea label={t('document')} description={t('documentHint')} required rows={2} value={document} error={run.error?.at('document')} onChange={(event) => setDocument(event.currentTarget.value)} data-autofocus />
    </CommandDialog>
  );
}

function Progress({ code, id }: { code: string; id: string }): ReactNode {
  const t = useWords(changes);
  return (
    <Loaded of={useQuery(migrationQuery(code, id))}>
      {(view) => (
        <>
          <p className="lead" style={{ marginBottom: 14 }}>{t('revision', { count: view.from })} → {t('revision', { count: view.to })} · {view.document} · {view.by}, <When at={view.at} /></p>
          <Plan view={view} />
        </>
      )}
    </Loaded>
  );
}

interface PlanProps {
  view: MigrationView;
  mapping?: NonNullable<MigrateDossiers['mapping']>;
  correct?: (old: string, fresh: string | null) => void;
}

const SIGNS: Record<MigrationItemState, { tone: string; sign: string }> = { possible: { tone: 'tag-ok', sign: '○' }, pending: { tone: '', sign: '…' }, migrated: { tone: 'tag-ok', sign: '✓' }, refused: { tone: 'tag-near', sign: '!' } };

function Plan({ view, mapping, correct }: PlanProps): ReactNode {
  const t = useWords(changes);
  const state = useWords(itemStates);
  const counts = (['possible', 'pending', 'migrated', 'refused'] as const).filter((name) => view.counts[name] > 0);
  return (
    <>
      <MappingTable diff={view.diff} mapping={mapping ?? {}} correct={correct} />
      <Section title={t('dossiers')} className="list" aside={<span role="status">{counts.map((name) => t(name, { count: view.counts[name] })).join(' · ')}</span>}>
        {view.items.length === 0 ? <Empty title={t('nobody')} /> : (
          <DataTable
            caption={t('dossiers')} rows={view.items} rowKey={(row) => row.dossier}
            columns={[
              { head: t('dossier'), kind: 'main', cell: (row) => <Link to="/ho-so/$code" params={{ code: row.dossier }} className="strong nowrap">{row.dossier}</Link> },
              { head: t('state'), kind: 'tight', cell: (row) => <span className={`tag ${SIGNS[row.state].tone}`}><span aria-hidden="true">{SIGNS[row.state].sign}</span> {state(row.state)}</span> },
              { head: t('why'), cell: (row) => row.reason ?? '' },
              { head: t('when'), kind: 'tight', cell: (row) => <When at={row.at} /> },
            ]}
          />
        )}
      </Section>
    </>
  );
}

function Earlier({ code }: { code: string }): ReactNode {
  const t = useWords(changes);
  const list = useQuery(migrationsQuery(code));
  return (
    <Section title={t('earlier')} className="list">
      <Loaded of={list}>
        {({ items }) => (items.length === 0 ? <p className="sub">{t('noBatches')}</p> : (
          <DataTable
            caption={t('earlier')} rows={items} rowKey={(row) => row.id}
            columns={[
              { head: t('batch'), kind: 'main', cell: (row) => <Link to="/quy-trinh/$code/chuyen-ho-so" params={{ code }} search={{ dot: row.id }} className="strong">{t('revision', { count: row.from })} → {t('revision', { count: row.to })}</Link> },
              { head: t('document'), cell: (row) => row.document },
              { head: t('by'), kind: 'tight', cell: (row) => <span>{row.by}<span className="sub"><When at={row.at} /></span></span> },
              { head: t('state'), cell: (row) => (['pending', 'migrated', 'refused'] as const).filter((name) => row.counts[name] > 0).map((name) => t(name, { count: row.counts[name] })).join(' · ') },
            ]}
          />
        ))}
      </Loaded>
    </Section>
  );
}
