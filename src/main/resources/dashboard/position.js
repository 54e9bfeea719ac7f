// Positions of the journal: a number that grows, within an epoch that has a name.

/** Its place within its epoch. */
export const numberOf = position => Number(position.slice(position.lastIndexOf('-') + 1));

const epochOf = position => position.slice(0, position.lastIndexOf('-'));

/** Whether one is surely before another; of different epochs nobody can tell. */
export const isBefore = (one, other) => epochOf(one) === epochOf(other) && numberOf(one) < numberOf(other);
