// Saying figures and surnames back so that nobody mishears them (TLK-11), by the rulebook's own table.

/** "13800138000" → "幺三八 零零幺三 八零零零"; other lengths in one group. */
export function sayDigits(rules, number) {
  const figures = [...number].filter((one) => one in rules.digits);
  const whole = rules.phone_groups.reduce((sum, size) => sum + size, 0);
  const groups = figures.length === whole ? rules.phone_groups : [figures.length];
  let at = 0;
  return groups.map((size) => figures.slice(at, (at += size)).map((one) => rules.digits[one]).join("")).join(" ");
}

/** "3栋2单元1001" → "三栋 二单元 幺零零幺". */
export function sayUnit(rules, label) {
  const parts = label.match(/\d+[^\d\s]*|[^\d\s]+/g) ?? [];
  return parts.map((part) => [...part].map((one) => rules.digits[one] ?? one).join("")).join(" ");
}

/** "张伟" → "弓长张"; "" for a surname that the list has not. Two-character surnames go first. */
export function saySurname(rules, name) {
  return rules.surnames[name.slice(0, 2)] ?? rules.surnames[name.slice(0, 1)] ?? "";
}
