using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>
/// A collection for tests that count or exhaust resources of the whole process, so that nothing else runs at the same time. By their trait,
/// <c>test.sh</c> runs them in a process of their own.
/// </summary>
[Trait("Runs", "Alone")]
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
