using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>For tests that count or exhaust what the whole process has: nothing else runs at the same time.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
