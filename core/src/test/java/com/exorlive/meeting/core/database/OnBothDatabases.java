package com.exorlive.meeting.core.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every test of the class runs twice: on H2, and on a real PostgreSQL.
///
/// To use it: put it on the class, and open databases with [TestDatabase#open] or begin with
/// `CoreUnderTest.start()`, which asks it too. What is opened is empty, migrated and the test's
/// own. `@BeforeEach` works as ever; instead of `@BeforeAll` and `@AfterAll` write [BeforeDatabase]
/// and [AfterDatabase].
///
/// PostgreSQL is Debian's (`apt-get install postgresql`), started once per test JVM. The property
/// `test.databases=h2` leaves it out for a quick look; `./test` leaves H2 out, `./test --all`
/// neither.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(BothDatabases.class)
public @interface OnBothDatabases {}
