import { ToldError, text, toldBy } from '#kernel';

/** The stored state of an instance cannot be brought back to life: nothing moves its dossier until somebody has mended it. */
export class PoisonedInstanceError extends ToldError {
  constructor(
    readonly instance: string,
    readonly dossier: string,
    readonly procedure: string,
    cause: unknown,
  ) {
    const why = toldBy(cause);
    super(text(`Không đọc được trạng thái của quy trình ${procedure} (${instance}): ${why.vi}`, `instance ${instance} of ${procedure} cannot be loaded: ${why.en}`), { cause });
  }
}
