import { DELIVERY_WAYS, type DeliverForm, type ReceivePapers } from '#contract';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { at, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { agenciesQuery } from '../../api/queries.js';
import { useWords, words } from '../../i18n/words.js';
import { isoDay } from '../../time/format.js';
import { useNow } from '../../time/now.js';
import { CommandDialog } from '../../ui/confirm.js';
import { DateField } from '../../ui/date-field.js';

const text = words(
  {
    deliver: 'Ghi nhận đã giao phiếu cho công dân', deliverNotice: 'Ghi nhận đã giao thông báo nộp tiền', how: 'Cách giao', direct: 'Trực tiếp', sms: 'Tin nhắn', mail: 'Thư điện tử', post: 'Bưu điện', proof: 'Bằng chứng', proofHint: 'Ký nhận trên bản lưu, số hiệu tin nhắn hoặc bưu gửi', number: 'Số thông báo', save: 'Ghi nhận',
    arrived: 'Nhận hồ sơ giấy', from: 'Cơ quan giao', list: 'Số phiếu giao nhận', day: 'Ngày nhận', time: 'Giờ nhận', badTime: 'Giờ và phút, ví dụ 08:30',
  },
  {
    deliver: 'Record the delivery of the form', deliverNotice: 'Record the delivery of the notice of payment', how: 'How', direct: 'By hand', sms: 'Text message', mail: 'E-mail', post: 'Post', proof: 'Proof', proofHint: 'Signature on the copy, number of the message or letter', number: 'Number of the notice', save: 'Record',
    arrived: 'Papers received', from: 'Handed over by', list: 'Number of the hand-over list', day: 'Day', time: 'Time', badTime: 'Hour and minute, such as 08:30',
  },
);

type Way = (typeof DELIVERY_WAYS)[number];

/** That the citizen has got what the clock stands on, with the proof. */
export function DeliveryDialog({ code, form, close }: { code: string; form: DeliverForm['form']; close: () => void }): ReactNode {
  const t = useWords(text);
  const [how, setHow] = useState<Way>('direct');
  const [proof, setProof] = useState('');
  const [number, setNumber] = useState('');
  const deliver = useCommand((body: DeliverForm, key) => post(at`/dossiers/${code}/deliveries`, body, key), close);
  return (
    <CommandDialog title={t(form === 'form-02' ? 'deliver' : 'deliverNotice')} submit={t('save')} close={close} busy={deliver.isPending} error={deliver.error} run={() => deliver.mutate({ form, how, proof, ...(form === 'payment-notice' && { number }) })}>
      {form === 'payment-notice' && <TextInput label={t('number')} required maxLength={100} value={number} error={deliver.error?.at('number')} onChange={(event) => setNumber(event.currentTarget.value)} />}
      <NativeSelect label={t('how')} value={how} onChange={(event) => setHow(event.currentTarget.value as Way)} data={DELIVERY_WAYS.map((value) => ({ value, label: t(value) }))} />
      <TextInput label={t('proof')} description={t('proofHint')} required maxLength={500} value={proof} error={deliver.error?.at('proof')} onChange={(event) => setProof(event.currentTarget.value)} data-autofocus />
    </CommandDialog>
  );
}

/** That the bag with the papers has come, and when. */
export function ArrivalDialog({ code, from, close }: { code: string; from: readonly string[]; close: () => void }): ReactNode {
  const t = useWords(text);
  const now = useNow();
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const [giver, setGiver] = useState(from[0] ?? '');
  const [list, setList] = useState('');
  const [day, setDay] = useState(isoDay(now));
  const [time, setTime] = useState('');
  const arrive = useCommand((body: ReceivePapers, key) => post(at`/dossiers/${code}/hand-overs`, body, key), close);
  return (
    <CommandDialog title={t('arrived')} submit={t('save')} close={close} busy={arrive.isPending} error={arrive.error} run={() => arrive.mutate({ from: giver, list, at: `${day}T${time}:00+07:00` })}>
      <NativeSelect label={t('from')} value={giver} error={arrive.error?.at('from')} onChange={(event) => setGiver(event.currentTarget.value)} data={from.map((value) => ({ value, label: agencies.find((one) => one.code === value)?.name ?? value }))} />
      <TextInput label={t('list')} required maxLength={100} value={list} error={arrive.error?.at('list')} onChange={(event) => setList(event.currentTarget.value)} data-autofocus />
      <DateField label={t('day')} required value={day} error={arrive.error?.at('at')} onChange={setDay} />
      <TextInput label={t('time')} required pattern="([01]\d|2[0-3]):[0-5]\d" title={t('badTime')} placeholder="08:30" value={time} onChange={(event) => setTime(event.currentTarget.value)} />
    </CommandDialog>
  );
}
