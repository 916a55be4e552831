import type { PublicDossierView } from '#contract';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, Suspense, lazy, useEffect, useState } from 'react';
import { problemOf } from '../../api/problem.js';
import { publicDossierQuery } from '../../api/queries.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords, words } from '../../i18n/words.js';
import { formatClock, formatDate } from '../../time/format.js';
import { Failure, Loading } from '../../ui/states.js';
import { LanguageSwitch } from '../shell/language-switch.js';
import './look-up.css';

/** Only who has a result is asked. */
const Survey = lazy(() => import('./survey.js').then((part) => ({ default: part.Survey })));

const route = getRouteApi('/tra-cuu');

const text = words(
  {
    title: 'Tra cứu hồ sơ', lead: 'Nhập hai mã in trên giấy tiếp nhận và hẹn trả kết quả, hoặc quét mã QR trên giấy.', code: 'Mã hồ sơ', codeHint: 'Ví dụ: 000.14.30.H32-260212-0001', secret: 'Mã tra cứu', secretHint: 'Dãy ký tự ngắn in cạnh mã hồ sơ', find: 'Xem hồ sơ', officer: 'Cán bộ đăng nhập',
    unknown: 'Không tìm thấy hồ sơ với hai mã này. Xin xem lại giấy tiếp nhận: chữ O và số 0 dễ lẫn.', tooMany: 'Bạn đã thử nhiều lần. Xin đợi vài phút rồi thử lại.',
    now: 'Hồ sơ của bạn', held: 'Hồ sơ đang ở {agency}, từ {clock} ngày {date}.', due: 'Hẹn trả kết quả lúc {clock} ngày {date}.', noDue: 'Chưa có ngày hẹn trả.', extended: 'Thời hạn đã được gia hạn theo văn bản {document}: {reason} Trước đó hẹn lúc {clock} ngày {date}.', apologised: '{agency} xin lỗi ông, bà vì trả kết quả muộn. {reason} Hẹn lại lúc {clock} ngày {date}.', late: 'Hồ sơ bị trễ hẹn. Chúng tôi xin lỗi ông, bà; cơ quan làm trễ phải có thư xin lỗi và hẹn lại ngày.',
    stopped: 'Hồ sơ đang tạm dừng từ {clock} ngày {date}', todo: 'Việc ông, bà cần làm', resolved: 'Đã có kết quả từ {clock} ngày {date}.', returned: 'Đã trả kết quả lúc {clock} ngày {date}.', received: 'Nhận hồ sơ lúc {clock} ngày {date}.', surveyed: 'Ông, bà đã đánh giá hồ sơ này. Xin cảm ơn.', again: 'Tra cứu hồ sơ khác',
  },
  {
    title: 'Look up a dossier', lead: 'Type the two codes printed on your receipt, or scan its QR code.', code: 'Dossier code', codeHint: 'For example: 000.14.30.H32-260212-0001', secret: 'Look-up secret', secretHint: 'The short code printed beside it', find: 'Show my dossier', officer: 'Officers sign in',
    unknown: 'No dossier has these two codes. Please check your receipt: the letter O and the digit 0 look alike.', tooMany: 'You have tried many times. Please wait a few minutes.',
    now: 'Your dossier', held: 'Your dossier is at {agency} since {clock} on {date}.', due: 'The result is due at {clock} on {date}.', noDue: 'There is no due date yet.', extended: 'The limit was extended by {document}: {reason} Before, the result was due at {clock} on {date}.', apologised: '{agency} apologises for the delay. {reason} The new appointment is {clock} on {date}.', late: 'Your dossier is late. We apologise; the agency at fault must apologise in writing and give a new date.',
    stopped: 'Your dossier stands still since {clock} on {date}', todo: 'What you need to do', resolved: 'The result is ready since {clock} on {date}.', returned: 'The result was handed over at {clock} on {date}.', received: 'Received at {clock} on {date}.', surveyed: 'You have judged this dossier. Thank you.', again: 'Look up another dossier',
  },
);

/** The citizen's page: no account, large letters, plain words. The QR on the receipt leads here with both codes. */
export function LookUpPage(): ReactNode {
  const t = useWords(text);
  const { ma: code, khoa: secret } = route.useSearch();
  const navigate = route.useNavigate();
  const title = t('title');
  useEffect(() => {
    document.title = `${title} · Liên Thông`;
  }, [title]);
  return (
    <div className="look-up">
      <header>
        <Link to="/tra-cuu" search={{}} className="brand"><img src="/icon.svg" alt="" width="36" height="36" /> Liên Thông</Link>
        <LanguageSwitch />
      </header>
      <main>
        <h1>{title}</h1>
        {code && secret ? <Answer code={code} secret={secret} /> : <p>{t('lead')}</p>}
        <Codes key={`${code} ${secret}`} code={code ?? ''} secret={secret ?? ''} find={(ma, khoa) => void navigate({ search: { ma, khoa } })} />
        <p className="sub"><Link to="/dang-nhap" search={{}}>{t('officer')}</Link></p>
      </main>
    </div>
  );
}

function Codes({ code, secret, find }: { code: string; secret: string; find: (code: string, secret: string) => void }): ReactNode {
  const t = useWords(text);
  const [typed, setTyped] = useState({ code, secret });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    find(typed.code.trim(), typed.secret.trim());
  };
  return (
    <form onSubmit={submit} className="codes">
      {code && <h2>{t('again')}</h2>}
      <TextInput size="md" label={t('code')} description={t('codeHint')} required autoComplete="off" autoCapitalize="characters" value={typed.code} onChange={(event) => setTyped({ ...typed, code: event.currentTarget.value })} />
      <TextInput size="md" label={t('secret')} description={t('secretHint')} required autoComplete="off" autoCapitalize="characters" value={typed.secret} onChange={(event) => setTyped({ ...typed, secret: event.currentTarget.value })} />
      <Button type="submit" size="md">{t('find')}</Button>
    </form>
  );
}

function Answer({ code, secret }: { code: string; secret: string }): ReactNode {
  const t = useWords(text);
  const { data, error, refetch } = useQuery(publicDossierQuery(code, secret));
  if (data) {
    return (
      <>
        <Dossier dossier={data} />
        {data.survey === 'open' && <Suspense fallback={<Loading />}><Survey code={data.code} secret={secret} /></Suspense>}
        {data.survey === 'answered' && <p className="sub" role="status">{t('surveyed')}</p>}
      </>
    );
  }
  if (!error) return <Loading />;
  const { status } = problemOf(error);
  if (status === 404 || status === 400) return <p className="note note-error" role="alert">{t('unknown')}</p>;
  return status === 429 ? <p className="note note-warn" role="alert">{t('tooMany')}</p> : <Failure error={error} retry={() => void refetch()} />;
}

function Dossier({ dossier }: { dossier: PublicDossierView }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  const at = (instant: string): { clock: string; date: string } => ({ clock: formatClock(instant), date: formatDate(instant, language) });
  const open = !dossier.resolvedAt && !dossier.returnedAt;
  return (
    <section className="answer" aria-label={t('now')}>
      <p className="sub break">{dossier.code}</p>
      <p>{dossier.procedureName}</p>
      <p className="state">{dossier.stateName}</p>
      {dossier.stopped && (
        <div className="note note-warn"><p className="strong"><span aria-hidden="true">‖ </span>{t('stopped', at(dossier.stopped.since))}: {dossier.stopped.kindName}.</p><p>{dossier.stopped.reason}</p></div>
      )}
      {dossier.whatToDo && <div className="note"><p className="strong">{t('todo')}</p><p>{dossier.whatToDo}</p></div>}
      {open && dossier.holders.map((holder) => <p key={holder.agencyName + holder.since}>{t('held', { agency: holder.agencyName, ...at(holder.since) })}</p>)}
      {dossier.returnedAt && <p className="strong">{t('returned', at(dossier.returnedAt))}</p>}
      {dossier.resolvedAt && !dossier.returnedAt && <p className="strong">{t('resolved', at(dossier.resolvedAt))}</p>}
      {open && <p className="strong">{dossier.dueAt ? t('due', at(dossier.dueAt)) : t('noDue')}</p>}
      {dossier.late && !dossier.apology && <p className="note note-error"><span aria-hidden="true">! </span>{t('late')}</p>}
      {dossier.extension && <p className="note">{t('extended', { document: dossier.extension.document, reason: dossier.extension.reason, ...at(dossier.extension.from) })}</p>}
      {dossier.apology && dossier.appointmentAt && <p className="note note-error"><span aria-hidden="true">! </span>{t('apologised', { agency: dossier.apology.agencyName, reason: dossier.apology.reason, ...at(dossier.appointmentAt) })}</p>}
      <p className="sub">{t('received', at(dossier.receivedAt))}</p>
    </section>
  );
}
