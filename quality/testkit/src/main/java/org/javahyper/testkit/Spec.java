package org.javahyper.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the items of {@code docs/spec} that a test covers: {@code @Spec("H2-FLOW-04")}, {@code @Spec({"FR-V-01", "FR-V-02"})}.
 *
 * <p>The build reads these from the sources and reports which items have a test; an id that the specification does not know fails it. An
 * invariant of {@code docs/spec/hardening.md}, section 8, is written {@code INV-3}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Spec {
    /** The ids, as string literals. */
    String[] value();
}
