using PrivateLink.Engine.Policy;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Holds the policy in force for the engine. One writer (<see cref="PolicyPublisher"/>), any number of readers.</summary>
public sealed class PolicyStore : IPolicySource
{
    private volatile PolicySnapshot? _current;

    public event Action<PolicyChange>? Changed;

    public PolicySnapshot? Current => _current;

    /// <param name="snapshot">Decides about the next connection.</param>
    /// <param name="touched">The resources it changed, whose open connections are looked at again; null for all.</param>
    internal void Swap(PolicySnapshot snapshot, IReadOnlySet<Guid>? touched = null)
    {
        _current = snapshot;
        Changed?.Invoke(new PolicyChange(snapshot, touched));
    }

    /// <param name="same">Decides exactly as the policy in force does; only made of other parts.</param>
    internal void Replace(PolicySnapshot same) => _current = same;
}
