/** Providers that {@code ProviderTest} loads as if they were somebody else's. */
package org.javahyper.hpack.provider;
