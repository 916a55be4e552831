import {
  type Attributes,
  type Context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  context,
  propagation,
  trace,
} from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Config } from './config.js';

/** Null while nobody listens: then every function here is one comparison, and no span is made. */
let tracer: Tracer | null = null;

const NOTHING = (): Promise<void> => Promise.resolve();

/** Sends spans to the collector that the settings name, until what is answered is called. The libraries are loaded only then. */
export async function exportTraces({ traces }: Pick<Config, 'traces'>): Promise<() => Promise<void>> {
  if (!traces) return NOTHING;
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');
  const { BatchSpanProcessor } = await import('@opentelemetry/sdk-trace');
  const exporter = new OTLPTraceExporter({ url: `${traces.endpoint.replace(/\/+$/, '')}/v1/traces` });
  return recordTraces(new BatchSpanProcessor({ exporter }), traces.share);
}

/** Hands every span of this process to `processor`. `share` of the traces that begin here is recorded; one that came from outside brings its own decision. */
export async function recordTraces(processor: SpanProcessor, share = 1): Promise<() => Promise<void>> {
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  const { W3CTraceContextPropagator } = await import('@opentelemetry/core');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const { ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } = await import('@opentelemetry/sdk-trace');
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'lienthong' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [processor],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  tracer = provider.getTracer('lienthong');
  return async () => {
    tracer = null;
    await provider.shutdown().catch(() => undefined);
    for (const api of [trace, propagation, context]) api.disable();
  };
}

/** The work as a span inside the one that is under way. Attributes name kinds, codes and accounts, never people. */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return tracer ? inSpan(tracer, name, attributes, context.active(), work) : work();
}

/** The same as the continuation of a trace that a row has carried, see {@link traceparent}. */
export function continued<T>(parent: string | null, name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return tracer ? inSpan(tracer, name, attributes, contextOf(parent), work) : work();
}

/** A statement of the database: only inside a trace, so that the sweeps of an idle product leave none. */
export function tracedQuery<T>(sql: string, work: () => Promise<T>): Promise<T> {
  if (!tracer || !trace.getActiveSpan()) return work();
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': sql.trim() };
  return inSpan(tracer, summaryOf(sql), attributes, context.active(), work, SpanKind.CLIENT);
}

/** W3C `traceparent` of the span under way, to be kept with what will go on later; null without one. */
export function traceparent(): string | null {
  if (!tracer) return null;
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** Adds to the span under way what became known meanwhile. */
export function note(attributes: Attributes): void {
  if (tracer) trace.getActiveSpan()?.setAttributes(attributes);
}

/** Ties the span under way to the trace that asked for it, where it is a part of another one itself. */
export function linkTo(parent: string | null): void {
  if (!tracer || parent === null) return;
  const asked = trace.getSpanContext(contextOf(parent));
  if (asked) trace.getActiveSpan()?.addLink({ context: asked });
}

/** A span that ends by an event instead of a promise. */
export interface OpenSpan {
  run<T>(work: () => T): T;
  end(name: string, attributes: Attributes, failed: boolean): void;
}

/** For a request from outside, whose `headers` may name the trace it belongs to. Null while nobody listens. */
export function openServerSpan(name: string, headers: Readonly<Record<string, unknown>>): OpenSpan | null {
  if (!tracer) return null;
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, propagation.extract(context.active(), headers));
  const inside = trace.setSpan(context.active(), span);
  return {
    run: (work) => context.with(inside, work),
    end: (finalName, attributes, failed) => {
      span.updateName(finalName).setAttributes(attributes);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

const contextOf = (parent: string | null): Context => (parent === null ? context.active() : propagation.extract(context.active(), { traceparent: parent }));

function inSpan<T>(by: Tracer, name: string, attributes: Attributes, parent: Context, work: () => Promise<T>, kind = SpanKind.INTERNAL): Promise<T> {
  const span = by.startSpan(name, { kind, attributes }, parent);
  return context.with(trace.setSpan(parent, span), () => settled(span, work));
}

/** What failed is told by the kind of error alone: messages of the database quote values. */
async function settled<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
    throw error;
  } finally {
    span.end();
  }
}

/** `insert task`, `select dossier`: first word and first table. */
function summaryOf(sql: string): string {
  const verb = /\w+/.exec(sql)?.[0].toLowerCase() ?? 'query';
  const table = /\b(?:from|into|update)\s+"?([a-z_]+)"?/i.exec(sql)?.[1];
  return table ? `${verb} ${table}` : verb;
}
