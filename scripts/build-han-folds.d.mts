export function hanPairs(): string;
