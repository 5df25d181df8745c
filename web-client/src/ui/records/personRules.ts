import type { PersonalData } from "../../api/records";

export interface PersonProblems {
  readonly birthDate?: "birthWrong";
  readonly phone?: "phoneWrong";
  readonly email?: "emailWrong";
}

/// Nobody alive is older.
const OLDEST = "1900-01-01";

/// What in these data can't be saved. Nothing is missing, as nothing is asked for.
export function personProblems({ birthDate, phone, email }: PersonalData, nowMs: number): PersonProblems {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const noDate = birthDate !== null && (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate) || birthDate > today || birthDate < OLDEST);
  const noPhone = phone !== null && phone.trim() !== "" && !/^\+?[\d ().-]{3,31}$/.test(phone.trim());
  const noEmail = email !== null && email.trim() !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
  return {
    ...(noDate ? { birthDate: "birthWrong" as const } : {}),
    ...(noPhone ? { phone: "phoneWrong" as const } : {}),
    ...(noEmail ? { email: "emailWrong" as const } : {}),
  };
}
