import type { QuestionList, QuestionView } from '#contract';
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { Section } from '../../ui/page.js';
import { Empty, Loaded, ProblemNote } from '../../ui/states.js';
import { questionsQuery } from './queries.js';
import { alertWords } from './words.js';

/** What a superior asks of the reader, and the answer in writing. */
export function Questions(): ReactNode {
  const t = useWords(alertWords);
  return (
    <Section title={t('myQuestions')} className="list">
      <Loaded of={useQuery(questionsQuery)}>
        {({ items }) => (items.length === 0 ? <Empty title={t('noQuestions')} hint={t('noQuestionsHint')} /> : <ul className="lines alert-questions">{items.map((one) => <Question key={one.id} question={one} />)}</ul>)}
      </Loaded>
    </Section>
  );
}

function Question({ question }: { question: QuestionView }): ReactNode {
  const t = useWords(alertWords);
  const language = useLanguage();
  return (
    <li>
      <p className="sub">{t('askedBy', { name: question.askedBy, at: formatInstant(question.askedAt, language) })}{question.dossier && <> · <Link to="/ho-so/$code" params={{ code: question.dossier }}>{question.dossier}</Link></>}</p>
      <p className="strong break">{question.question}</p>
      {question.answer !== null && question.answeredAt ? <><p className="break">{question.answer}</p><p className="sub">{t('answered', { at: formatInstant(question.answeredAt, language) })}</p></> : <Reply id={question.id} />}
    </li>
  );
}

function Reply({ id }: { id: string }): ReactNode {
  const t = useWords(alertWords);
  const [answer, setAnswer] = useState('');
  const send = useCommand((_: void, key) => post<QuestionList>(at`/alerts/questions/${id}/answer`, { answer }, key));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Textarea label={t('answer')} description={t('answerHint')} required autosize={false} rows={4} maxLength={2000} value={answer} error={send.error?.at('answer')} onChange={(event) => setAnswer(event.currentTarget.value)} />
      <ProblemNote error={send.error} shown={['answer']} />
      <div className="actions end"><Button type="submit" loading={send.isPending}>{t('send')}</Button></div>
    </form>
  );
}
