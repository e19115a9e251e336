import type { Retry } from '../model/consent-error.ts';
import type { CancelReason } from '../model/outcome.ts';

/** What a description says beyond the texts of the widget's panels. */
export interface Words {
  successTitle: string;
  successText: string;
  cancelledTitle: string;
  cancelled: Readonly<Record<CancelReason, string>>;
  /** What the user can do next. */
  advice: Readonly<Record<Retry, string>>;
}
