/**
 * What other systems call a field of ours; of several of ours, the first that a request has is meant. Only what
 * means the same is here: a name that people would have to use in another way is better answered with nothing.
 */
const namesElsewhere: Readonly<Record<string, readonly string[]>> = {
  // mem0 and MemOS; LangChain; Chroma; LlamaIndex; what is read in pages
  top_k: ['limit'],
  k: ['limit'],
  n_results: ['limit'],
  similarity_top_k: ['limit'],
  num_results: ['limit'],
  max_results: ['limit'],
  page_size: ['limit'],
  // mem0; Qdrant
  threshold: ['min_score'],
  score_threshold: ['min_score'],
  // mem0; LangMem; in a turn it is the other way round
  memory: ['text'],
  data: ['text'],
  content: ['text'],
  text: ['content', 'query'],
  q: ['query'],
  question: ['query'],
  search_query: ['query'],
  // mem0
  infer: ['extract'],
  timestamp: ['occurred_at'],
  expiration_date: ['expires_at'],
  name: ['speaker'],
  user: ['user_id'],
  agent: ['agent_id'],
  app: ['app_id'],
  memory_id: ['id'],
  // Zep; LangGraph; MemOS
  session_id: ['run_id'],
  thread_id: ['run_id'],
  conversation_id: ['run_id'],
  mem_cube_id: ['cube'],
  // APIs of models
  max_tokens: ['budget_tokens'],
};

/** Which of these fields somebody means who knows another system; camel case is read as ours. */
export function fieldMeant(name: string, known: readonly string[]): string | undefined {
  const ours = name
    .replaceAll('-', '_')
    .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (known.includes(ours)) return ours;
  const meant = Object.hasOwn(namesElsewhere, ours) ? namesElsewhere[ours] : undefined;
  return meant?.find((field) => known.includes(field));
}
