import { GUARD_OWNERS, type GuardOwner, type GuardView, type PutGuard, SEVERITIES, type Severity } from '#contract';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { type ReactNode, useState } from 'react';
import { at, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { CommandDialog } from '../../ui/confirm.js';
import { alertWords } from './words.js';

/** An order that changes a rule; the ones before stand below it. */
export function RuleDialog({ rule, close }: { rule: GuardView; close: () => void }): ReactNode {
  const t = useWords(alertWords);
  const language = useLanguage();
  const [enabled, setEnabled] = useState(rule.enabled);
  const [severity, setSeverity] = useState<Severity>(rule.severity);
  const [owner, setOwner] = useState<GuardOwner>(rule.owner);
  const [values, setValues] = useState(() => Object.fromEntries(rule.thresholds.map(({ name, value }) => [name, String(value)])));
  const [document, setDocument] = useState('');
  const body = (): PutGuard => ({ enabled, severity, owner, document, thresholds: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value.replace(',', '.'))])) });
  const put = useCommand((order: PutGuard, key) => request<GuardView>('PUT', at`/alerts/rules/${rule.code}`, { body: order, key, version: rule.version }), close);
  return (
    <CommandDialog title={`${t('changeTitle')}: ${rule.title[language]}`} submit={t('save')} close={close} busy={put.isPending} error={put.error} run={() => put.mutate(body())}>
      <Checkbox label={t('on')} checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />
      {rule.thresholds.map(({ name, label, min, max, delivered }) => (
        <TextInput key={name} label={label[language]} description={t('between', { min, max, delivered })} required inputMode="decimal" pattern="\d+([.,]\d+)?" value={values[name] ?? ''} error={put.error?.at(`thresholds.${name}`)} onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })} />
      ))}
      <NativeSelect label={t('severity')} value={severity} onChange={(event) => setSeverity(event.currentTarget.value as Severity)} data={SEVERITIES.map((value) => ({ value, label: t(value) }))} />
      <NativeSelect label={t('ownerPost')} value={owner} onChange={(event) => setOwner(event.currentTarget.value as GuardOwner)} data={GUARD_OWNERS.map((value) => ({ value, label: t(value) }))} />
      <TextInput label={t('orderDocument')} description={t('orderHint')} required maxLength={2000} value={document} error={put.error?.at('document')} onChange={(event) => setDocument(event.currentTarget.value)} />
      {rule.orders.length > 0 && <div><p className="sub">{t('orders')}</p><ul className="lines">{rule.orders.map((one) => <li key={one.version} className="sub">{one.version}. {one.document} · {one.by} · {formatInstant(one.at, language)}{!one.enabled && ` · ${t('ruleOff')}`}</li>)}</ul></div>}
    </CommandDialog>
  );
}
