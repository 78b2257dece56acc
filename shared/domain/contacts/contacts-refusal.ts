import { type ListedProblem, ListRefusal, listed, listSentence } from '../list-refusal.ts';

export interface ContactProblem extends ListedProblem {
  readonly code:
    | 'contacts.missing'
    | 'contacts.unknown-key'
    | 'contacts.type'
    | 'contacts.value'
    | 'contacts.order'
    | 'contacts.overlap'
    | 'contacts.duplicate-id';
}

/** A contact plan that cannot be accepted, with the problems that were found. Code `contacts.invalid`. */
export class ContactsRefusal extends ListRefusal<ContactProblem> {
  /** `found` where not all were written out. */
  constructor(problems: readonly ContactProblem[], found: number = problems.length) {
    const list = listed(problems, found);
    super('contacts.invalid', `the contact plan has ${listSentence(list, 'the plan')}`, list);
    this.name = 'ContactsRefusal';
  }
}
