import { type AnswerSurvey, TIMELINESS } from '#contract';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords, words } from '../../i18n/words.js';
import { ProblemNote } from '../../ui/states.js';

const text = words(
  {
    survey: 'Ông, bà đánh giá thế nào?', faces: 'Mức độ hài lòng', face1: 'Không tốt', face2: 'Bình thường', face3: 'Tốt', face4: 'Rất tốt', timely: 'Ông, bà nhận kết quả so với ngày hẹn:', early: 'Sớm hơn', on_time: 'Đúng hẹn', late: 'Trễ hơn', visits: 'Phải đi lại bao nhiêu lần để bổ sung giấy tờ?', visits0: 'Không lần nào', visits1: 'Một lần', visits2: 'Nhiều hơn một lần', remark: 'Góp ý thêm (không bắt buộc)', surveySend: 'Gửi đánh giá', thanks: 'Đã nhận đánh giá. Xin cảm ơn ông, bà.',
  },
  {
    survey: 'How was it for you?', faces: 'How satisfied you are', face1: 'Not good', face2: 'Fair', face3: 'Good', face4: 'Very good', timely: 'Against the promised day, the result came:', early: 'Earlier', on_time: 'On the day', late: 'Later', visits: 'How often did you have to come back with papers?', visits0: 'Never', visits1: 'Once', visits2: 'More than once', remark: 'Anything else (optional)', surveySend: 'Send', thanks: 'We have your answer. Thank you.',
  },
);

const FACES = [1, 2, 3, 4] as const;
const VISITS = [0, 1, 2] as const;
type Timely = (typeof TIMELINESS)[number];

/** Four faces and two questions, once the result is there. */
export function Survey({ code, secret }: { code: string; secret: string }): ReactNode {
  const t = useWords(text);
  const [face, setFace] = useState<number | null>(null);
  const [timely, setTimely] = useState<Timely | null>(null);
  const [visits, setVisits] = useState<number | null>(null);
  const [remark, setRemark] = useState('');
  const send = useCommand((body: AnswerSurvey, key) => post(at`/public/dossiers/${code}/survey`, body, key));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (face !== null && timely !== null && visits !== null) send.mutate({ secret, face, timely, visits, ...(remark.trim() && { remark }) });
  };
  if (send.isSuccess) return <p className="note" role="status">{t('thanks')}</p>;
  return (
    <form className="survey" onSubmit={submit}>
      <h2>{t('survey')}</h2>
      <fieldset className="faces">
        <legend>{t('faces')}</legend>
        {FACES.map((one) => <label key={one} className="face"><input type="radio" name="face" required checked={face === one} onChange={() => setFace(one)} /><Face mood={one} /><span>{t(`face${one}`)}</span></label>)}
      </fieldset>
      <fieldset>
        <legend>{t('timely')}</legend>
        {TIMELINESS.map((one) => <label key={one}><input type="radio" name="timely" required checked={timely === one} onChange={() => setTimely(one)} /> {t(one)}</label>)}
      </fieldset>
      <fieldset>
        <legend>{t('visits')}</legend>
        {VISITS.map((one) => <label key={one}><input type="radio" name="visits" required checked={visits === one} onChange={() => setVisits(one)} /> {t(`visits${one}`)}</label>)}
      </fieldset>
      <Textarea label={t('remark')} rows={2} maxLength={1000} value={remark} onChange={(event) => setRemark(event.currentTarget.value)} />
      <ProblemNote error={send.error} />
      <Button type="submit" size="md" loading={send.isPending}>{t('surveySend')}</Button>
    </form>
  );
}

/** From a mouth turned down to a wide smile. */
const MOUTHS = ['M11 27 Q18 20 25 27', 'M11 25 H25', 'M11 23 Q18 29 25 23', 'M10 22 Q18 33 26 22 Z'] as const;

function Face({ mood }: { mood: (typeof FACES)[number] }): ReactNode {
  return (
    <svg width="52" height="52" viewBox="0 0 36 36" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
      <circle cx="18" cy="18" r="15" /><circle cx="12.5" cy="14" r="1" /><circle cx="23.5" cy="14" r="1" /><path d={MOUTHS[mood - 1]} />
    </svg>
  );
}
