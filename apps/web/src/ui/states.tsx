import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { type ProblemError, problemOf } from '../api/problem.js';
import { useWords } from '../i18n/words.js';
import { ui } from './words.js';

/** What to tell a person about a failed call: the server's own sentence where it sent one. */
export function useProblemText(): (error: ProblemError) => string {
  const t = useWords(ui);
  return (error) => {
    if (error.message) return error.message;
    if (error.status === 0) return t('unreachable');
    if (error.status === 404) return t('notFound');
    return error.status === 403 ? t('notAllowed') : t('broken');
  };
}

interface ProblemNoteProps {
  error: unknown;
  /** Paths whose message already stands at a field of the form. */
  shown?: readonly string[];
}

/** A refusal shown beside the action that was refused, with the mistakes that no field shows, and the page where it is mended. */
export function ProblemNote({ error, shown = [] }: ProblemNoteProps): ReactNode {
  const t = useWords(ui);
  const say = useProblemText();
  if (!error) return null;
  const problem = problemOf(error);
  const others = problem.errors.filter(({ path }) => !shown.includes(path));
  return (
    <div className="note note-error" role="alert">
      <p>{say(problem)}</p>
      {typeof problem.body['at'] === 'string' && problem.body['at'].startsWith('/') && <p><a href={problem.body['at']}>{t('mend')}</a></p>}
      {others.length > 0 && (
        <ul>
          {others.map(({ path, message }) => (
            <li key={path + message}>{path ? <><code>{path}</code>: </> : null}{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function Loading(): ReactNode {
  const t = useWords(ui);
  return <p className="loading" role="status"><span className="spinner" aria-hidden="true" /> {t('loading')}</p>;
}

/** A page or part that could not be read, with a way on. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }): ReactNode {
  const t = useWords(ui);
  const say = useProblemText();
  return (
    <div className="empty" role="alert">
      <h2>{t('failedTitle')}</h2>
      <p>{say(problemOf(error))}</p>
      {retry && <Button variant="default" onClick={retry}>{t('retry')}</Button>}
    </div>
  );
}

export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  );
}

interface Read<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** Draws a query's three faces: loading, failed, here. Data already here stays while it is read again. */
export function Loaded<T>({ of: query, children }: { of: Read<T>; children: (data: T) => ReactNode }): ReactNode {
  if (query.data !== undefined) return children(query.data);
  return query.error ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Loading />;
}
