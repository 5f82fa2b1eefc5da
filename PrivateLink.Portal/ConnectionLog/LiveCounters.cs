using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.ConnectionLog;

/// <summary>The totals of the traffic in the live view.</summary>
/// <param name="Seconds">Each second of the last five minutes, oldest first. The last second is still in progress.</param>
/// <param name="PerSecond">Decisions per second, over the last few whole seconds.</param>
/// <param name="Total">Decisions since the process started.</param>
/// <param name="Dropped">
/// Records of this process that were dropped because they came too fast. The connections themselves were handled normally. Null for tenants, since
/// the count covers all tenants.
/// </param>
public sealed record LiveCounters(IReadOnlyList<SecondTotals> Seconds, double PerSecond, long Total, [property: TenantSees(TenantSight.Nothing)] long? Dropped);
