import type { TaskDetail } from '#contract';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { dossierQuery, taskQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatBudget } from '../../time/format.js';
import { Due, When, workLeft } from '../../ui/due.js';
import { PageHead, Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { Papers } from '../dossiers/dossier-papers.js';
import './task.css';
import { TaskActions } from './task-actions.js';
import { TaskForm } from './task-form.js';
import { taskWords } from './task-words.js';
import { inbox } from './words.js';

const route = getRouteApi('/inside/cong-viec/$id');

export function TaskPage(): ReactNode {
  const { id } = route.useParams();
  return <Loaded of={useQuery(taskQuery(id))}>{(task) => <TaskWork key={task.id} task={task} />}</Loaded>;
}

/** One task: the work on the left, what one must know about it on the right. */
function TaskWork({ task }: { task: TaskDetail }): ReactNode {
  const t = useWords(taskWords);
  const dossier = useQuery(dossierQuery(task.dossier));
  return (
    <>
      <PageHead title={task.name} lead={t('lead', { procedure: task.procedureName, dossier: task.dossier })}>
        <TaskActions task={task} />
      </PageHead>
      {task.returned && <p className="note note-warn">{t('sentBack', task.returned)}</p>}
      <div className="columns">
        <TaskForm task={task} />
        <div>
          <Facts task={task} />
          {dossier.data && <Papers dossier={dossier.data} />}
        </div>
      </div>
    </>
  );
}

function Facts({ task }: { task: TaskDetail }): ReactNode {
  const t = useWords(taskWords);
  const i = useWords(inbox);
  const language = useLanguage();
  return (
    <Section title={t('facts')} aside={<Link to="/ho-so/$code" params={{ code: task.dossier }}>{t('openDossier')}</Link>}>
      <dl className="facts">
        <dt>{t('due')}</dt>
        <dd><Due due={{ dueAt: task.dueAt, startedAt: task.openedAt, state: task.deadlineState }} left={workLeft(task)} /></dd>
        <dt>{t('budget')}</dt>
        <dd>{formatBudget(task.budget, language) || '–'}</dd>
        <dt>{t('dossierDue')}</dt>
        <dd><When at={task.dossierDueAt} /></dd>
        <dt>{t('applicant')}</dt>
        <dd>{task.applicantName ?? '–'}</dd>
        <dt>{t('place')}</dt>
        <dd>{task.agencyName} · {task.roleName}</dd>
        <dt>{t('who')}</dt>
        <dd>{task.assigneeName ?? task.assignee ?? t('free')}</dd>
        <dt>{t('state')}</dt>
        <dd>{i(task.state)}</dd>
        <dt>{t('opened')}</dt>
        <dd><When at={task.openedAt} /></dd>
      </dl>
    </Section>
  );
}
