using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.ConnectionLog;

/// <summary>What the live view says about the traffic as a whole.</summary>
/// <param name="Seconds">The last five minutes, oldest first, without gaps; the last one is still running.</param>
/// <param name="PerSecond">Decisions per second, over the last few whole seconds.</param>
/// <param name="Total">Decisions since the process started.</param>
/// <param name="Dropped">
/// Records of this process that came faster than they could be taken; the connections were handled all the same. Null for tenants, since they are all
/// tenants' together.
/// </param>
public sealed record LiveCounters(IReadOnlyList<SecondTotals> Seconds, double PerSecond, long Total, [property: TenantSees(TenantSight.Nothing)] long? Dropped);
