using PrivateLink.Engine.Policy;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Holds the policy in force for the engine. Supports one writer (<see cref="PolicyPublisher"/>) and any number of readers.</summary>
public sealed class PolicyStore : IPolicySource
{
    private volatile PolicySnapshot? _current;

    public event Action<PolicyChange>? Changed;

    public PolicySnapshot? Current => _current;

    /// <param name="snapshot">The policy for the next connection.</param>
    /// <param name="touched">The changed resources. Their open connections are checked again. Null for all.</param>
    internal void Swap(PolicySnapshot snapshot, IReadOnlySet<Guid>? touched = null)
    {
        _current = snapshot;
        Changed?.Invoke(new PolicyChange(snapshot, touched));
    }

    /// <param name="same">A policy with the same decisions as the one in force, but built from other parts.</param>
    internal void Replace(PolicySnapshot same) => _current = same;
}
