// What the service itself counts, for where the page does not hold all there is.

/** The service's figures as they were told last. */
export class Summary {
  constructor({states, accounts}) {
    this.states = states;
    this.accounts = accounts;
    this.byAccount = new Map(accounts.map(one => [one.account, one]));
  }

  get names() {
    return this.accounts.map(one => one.account);
  }

  get total() {
    return Object.values(this.states).reduce((sum, number) => sum + number, 0);
  }

  /** What an hour of one costs there; 0 where nobody says. */
  rate(account) {
    return this.byAccount.get(account)?.costPerHour ?? 0;
  }

  /** Whether it counts such a thing. */
  counts(word) {
    return word in this.states;
  }

  count(word, accounts) {
    return (accounts.length > 0 ? accounts : this.names)
      .reduce((sum, account) => sum + (this.byAccount.get(account)?.states[word] ?? 0), 0);
  }
}

/** Before anything was told. */
export const UNTOLD = new Summary({states: {}, accounts: []});
