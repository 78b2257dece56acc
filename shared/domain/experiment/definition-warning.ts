import { fieldOf } from './problems.ts';

/** What is accepted, and will not do what its author may expect. */
export interface DefinitionWarning {
  readonly code:
    | 'definition.not-yet-acted-on'
    | 'definition.undeclared-event'
    | 'definition.phase-never'
    | 'definition.stuck-after-phase'
    | 'definition.page-without-action'
    | 'definition.twin-limit-never'
    | 'definition.unknown-contrast'
    | 'definition.unknown-endpoint'
    | 'definition.no-reference'
    | 'definition.later-rehearsal'
    | 'definition.rehearsal-unread'
    | 'definition.uncalibrated'
    | 'definition.unknown-serial'
    | 'definition.margin-below-resolution'
    | 'definition.budget-not-kept'
    | 'definition.unit-unsure'
    | 'definition.shared-pattern'
    | 'definition.required-unmeasured'
    | 'definition.endpoint-of-both'
    | 'definition.one-g-unmeasured'
    | 'definition.technique-missing'
    | 'definition.unknown-technique'
    | 'definition.technique-subject'
    | 'definition.platform'
    | 'definition.margin-wide'
    | 'definition.files-unmatched';
  readonly field: string;
  readonly message: string;
}

export type Path = readonly PropertyKey[];

export function warning(code: DefinitionWarning['code'], path: Path, message: string): DefinitionWarning {
  return { code, field: fieldOf(path), message };
}
