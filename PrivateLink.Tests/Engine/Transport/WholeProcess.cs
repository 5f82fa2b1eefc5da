using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>
/// For tests that count or exhaust what the whole process has: nothing else runs at the same time. <c>test.sh</c> gives them a process of their own, beside
/// the one of the others, by their trait.
/// </summary>
[Trait("Runs", "Alone")]
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
